package formats

import (
	"fmt"
	"io"
	"strings"

	"speedup.example/internal/check/record"
	"speedup.example/internal/grade"
)

// Feedback writes a letter to a student in Markdown (CommonMark 0.31): the points, and what
// went wrong in the words of the checks, as go tool lab check says it. Text that isn't ours
// stands in code.
func Feedback(w io.Writer, g grade.Grade) error {
	g = clean(g)
	var b strings.Builder
	fmt.Fprintf(&b, "# Speedup: %s\n\n", scored(g.Points()))
	if name := called(g); name != "" {
		fmt.Fprintf(&b, "For %s.\n\n", codeSpan(name))
	}
	if g.Nickname != "" {
		fmt.Fprintf(&b, "On the leaderboard you are %s.\n\n", codeSpan(g.Nickname))
	}
	if n := uncounted(g); n > 0 {
		fmt.Fprintf(&b, msgNotCounted+"\n\n", n)
	}
	if len(g.Notes) > 0 {
		fmt.Fprintf(&b, "%s\n\n%s\n", msgNotTaken, block(strings.Join(g.Notes, "\n"), ""))
	}
	if len(g.Exercises) == 0 {
		b.WriteString(msgNothing + "\n\n")
	}
	for _, e := range g.Exercises {
		writeExercise(&b, e)
	}
	b.WriteString("---\n\n" + seedAndCommand(g) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func writeExercise(b *strings.Builder, e grade.Exercise) {
	fmt.Fprintf(b, "## %s: %s\n\n", e.Name, scored(e.Points("")))
	fmt.Fprintf(b, msgLesson+"\n\n", e.Name)
	if e.Before > 0 {
		fmt.Fprintf(b, msgBefore+"\n\n", e.Before)
	}
	if whole := endings(e.Results); len(whole) == 1 {
		writeWhole(b, e, whole[0])
		return
	}
	for _, function := range functions(e) {
		writeFunction(b, e, function)
	}
}

// writeWhole says how all checks of an exercise ended in the same way.
func writeWhole(b *strings.Builder, e grade.Exercise, whole ending) {
	if whole.Verdict == grade.Passed {
		b.WriteString(msgAllPass + "\n\n")
		return
	}
	fmt.Fprintf(b, "All checks: **%s**%s.%s\n\n", wordsOf(whole.Result), where(whole), sentence(adviceOn(e.Name, whole.Verdict)))
	b.WriteString(block(message(whole.Result), "") + "\n")
}

func writeFunction(b *strings.Builder, e grade.Exercise, function string) {
	fmt.Fprintf(b, "### %s: %s\n\n", codeSpan(function), scored(e.Points(function)))
	for _, ending := range endings(resultsOf(e, function)) {
		writeEnding(b, e.Name, ending)
	}
}

// writeEnding writes an item of a list: the checks, how they ended and where, the rule, what
// to do, and then the message.
func writeEnding(b *strings.Builder, exercise string, e ending) {
	checks := codeSpan(strings.Join(e.Checks, ", "))
	if e.Verdict == grade.Passed {
		fmt.Fprintf(b, "- %s: passed, %d of %d points.\n\n", checks, e.Of, e.Of)
		if e.Message != "" {
			b.WriteString(block(e.Message, "  ") + "\n")
		}
		return
	}
	lost := fmt.Sprintf(", %d of %d points", e.Got, e.Of)
	if !counts(e.Result) {
		lost = ""
	}
	fmt.Fprintf(b, "- %s: **%s**%s%s.", checks, wordsOf(e.Result), lost, where(e))
	if blames(e.Result) && len(e.Checks) == 1 {
		b.WriteString(sentence(rule(exercise, e.Result)))
	}
	fmt.Fprintf(b, "%s\n\n%s\n", sentence(adviceOn(exercise, e.Verdict)), block(message(e.Result), "  "))
}

// where names the place, of which a symptom has none of its own.
func where(e ending) string {
	if e.Place == "" || e.Result.Verdict == record.NotJudged {
		return ""
	}
	return ", in " + codeSpan(e.Place)
}

// sentence puts a space before a sentence that follows another.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}
