package formats

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"speedup.example/internal/grade"
	"speedup.example/internal/student"
)

// The most characters that are kept of a text, and the most notes of a student. A program
// can print without an end, and a reader can't read without one.
const (
	longestName    = 80
	longestLine    = 300
	longestMessage = 4000
	mostNotes      = 50

	mostBytes = 8 * longestMessage // of a text before it is cleaned, which takes its time
)

// clean returns a copy of a grade whose texts are valid, printable and short. It leaves out
// the nonces of the checks.
func clean(g grade.Grade) grade.Grade {
	g.Student.ID = line(g.Student.ID, longestName)
	g.Student.Name = line(g.Student.Name, longestName)
	g.Student.Email = line(g.Student.Email, longestName)
	g.Nickname = line(g.Nickname, longestNickname)
	g.Source = line(g.Source, longestLine)
	g.Notes = slices.Clone(g.Notes[:min(len(g.Notes), mostNotes)])
	for i, note := range g.Notes {
		g.Notes[i] = line(note, longestLine)
	}
	g.Exercises = slices.Clone(g.Exercises)
	for i, e := range g.Exercises {
		e.Name, e.Results = line(e.Name, longestName), cleanResults(e.Results)
		g.Exercises[i] = e
	}
	return g
}

func cleanResults(results []student.Result) []student.Result {
	results = slices.Clone(results)
	for i := range results {
		r := &results[i]
		r.Function, r.Check = line(r.Function, longestName), line(r.Check, longestName)
		r.Message, r.Place = text(r.Message), line(r.Place, longestLine)
		r.Nonce = ""
	}
	return results
}

func cleanAll(grades []grade.Grade) []grade.Grade {
	grades = slices.Clone(grades)
	for i, g := range grades {
		grades[i] = clean(g)
	}
	return grades
}

var (
	// Of a terminal: colours, movements, titles and links, as in ECMA-48.
	escapes   = regexp.MustCompile("\x1b(\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b\n]*(\x07|\x1b\\\\))")
	emptyRuns = regexp.MustCompile(`\n(\s*\n){2,}`)
	lineEnds  = strings.NewReplacer("\r\n", "\n", "\r", "\n")
)

// text returns printable lines. What a terminal or a browser would not show as it is, such
// as controls, and marks that reverse the direction of letters, is left out.
func text(s string) string {
	s = strings.ToValidUTF8(s[:min(len(s), mostBytes)], "\uFFFD")
	s = lineEnds.Replace(escapes.ReplaceAllString(s, ""))
	s = emptyRuns.ReplaceAllString(strings.Map(printable, s), "\n\n")
	return cut(strings.TrimRight(s, " \n"), longestMessage)
}

// line returns a text in one line.
func line(s string, most int) string {
	return cut(strings.Join(strings.Fields(text(s)), " "), most)
}

func printable(r rune) rune {
	switch {
	case r == '\n' || unicode.IsPrint(r):
		return r
	case unicode.IsSpace(r):
		return ' '
	}
	return -1
}

// cut cuts a text that has more characters than most.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}
