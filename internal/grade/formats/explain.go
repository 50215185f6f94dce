package formats

import (
	"cmp"
	"fmt"
	"strings"

	"speedup.example/internal/grade"
	"speedup.example/internal/student"
)

// explain says in plain lines what went wrong: the check's own words, the place, the rule,
// and what to do. Of a check that passed it says only the words, if there are any.
func explain(exercise string, r student.Result) string {
	v := grade.Of(r.Verdict)
	if v == grade.Passed {
		return r.Message
	}
	paragraphs := []string{message(r)}
	if r.Place != "" {
		paragraphs = append(paragraphs, "Where: "+r.Place)
	}
	if blames(r) {
		paragraphs = append(paragraphs, rule(exercise, r))
	}
	paragraphs = append(paragraphs, strings.ReplaceAll(adviceOn(exercise, v), "`", ""))
	var told []string
	for _, p := range paragraphs {
		if p != "" {
			told = append(told, p)
		}
	}
	return strings.Join(told, "\n")
}

// message returns the words of the check, or of the verdict if the check has none.
func message(r student.Result) string { return cmp.Or(r.Message, wordsOf(r)) }

// scored says how many points of how many.
func scored(got, of int) string {
	if of == 0 {
		return msgUnchecked
	}
	return fmt.Sprintf("%d of %d points", got, of)
}

// adviceOn names the exercise in an advice. It has commands in code, as in Markdown.
func adviceOn(exercise string, v grade.Verdict) string {
	return strings.ReplaceAll(Advice(v), "EXERCISE", exercise)
}
