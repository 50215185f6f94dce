package formats

import (
	"fmt"
	"io"
	"strings"

	"speedup.example/internal/grade"
	"speedup.example/internal/student"
)

// The document of Gradescope's autograders, of which all fields are optional:
// https://gradescope-autograders.readthedocs.io/en/latest/specs/
type (
	gradescope struct {
		Score            int              `json:"score"`
		Output           string           `json:"output"`
		OutputFormat     string           `json:"output_format"`
		TestOutputFormat string           `json:"test_output_format"`
		TestNameFormat   string           `json:"test_name_format"`
		Visibility       string           `json:"visibility"`
		StdoutVisibility string           `json:"stdout_visibility"`
		Tests            []gradescopeTest `json:"tests"`
	}
	gradescopeTest struct {
		Name       string `json:"name"`
		Number     string `json:"number,omitempty"`
		Score      *int   `json:"score,omitempty"`
		MaxScore   *int   `json:"max_score,omitempty"`
		Status     string `json:"status,omitempty"`
		Output     string `json:"output,omitempty"`
		Visibility string `json:"visibility"`
	}
)

// Gradescope writes the results.json of a student. The format of all texts is plain text, so
// nothing in them is HTML or Markdown. One hidden test would hide the total from students,
// so all are visible. What the grader prints is hidden.
func Gradescope(w io.Writer, g grade.Grade) error {
	g = clean(g)
	got, _ := g.Points()
	doc := gradescope{
		Score: got, Output: summary(g),
		OutputFormat: "text", TestOutputFormat: "text", TestNameFormat: "text",
		Visibility: "visible", StdoutVisibility: "hidden",
		Tests: []gradescopeTest{{Name: "In all: " + scored(g.Points()), Output: overview(g), Visibility: "visible"}},
	}
	for i, e := range g.Exercises {
		for j, function := range functions(e) {
			for k, r := range resultsOf(e, function) {
				doc.Tests = append(doc.Tests, gradescopeOf(e.Name, r, fmt.Sprintf("%d.%d.%d", i+1, j+1, k+1)))
			}
		}
	}
	return writeJSON(w, doc)
}

// gradescopeOf returns a test. Without a score it counts in no sum, as do checks that the
// grader could not make.
func gradescopeOf(exercise string, r student.Result, position string) gradescopeTest {
	t := gradescopeTest{Name: full(exercise, r), Number: position, Output: student.Wrap(explain(exercise, r), ""), Visibility: "visible"}
	if !counts(r) {
		return t
	}
	score := earned(r)
	t.Score, t.MaxScore, t.Status = &score, &r.Points, "failed"
	if grade.Of(r.Verdict) == grade.Passed {
		t.Status = "passed"
	}
	return t
}

// overview has a line for each exercise.
func overview(g grade.Grade) string {
	var lines []string
	for _, e := range g.Exercises {
		lines = append(lines, e.Name+": "+scored(e.Points("")))
	}
	return strings.Join(lines, "\n")
}

// summary says what concerns the whole submission.
func summary(g grade.Grade) string {
	var parts []string
	if len(g.Exercises) == 0 {
		parts = append(parts, msgNothing)
	}
	if n := uncounted(g); n > 0 {
		parts = append(parts, fmt.Sprintf(msgNotCounted, n))
	}
	if len(g.Notes) > 0 {
		parts = append(parts, msgNotTaken+"\n"+strings.Join(g.Notes, "\n"))
	}
	parts = append(parts, strings.ReplaceAll(seedAndCommand(g), "`", ""))
	return strings.Join(parts, "\n\n")
}

// seedAndCommand says how to see the same: the seed, and the command that runs the visible
// checks of the exercises that lost points, or of all if none did.
func seedAndCommand(g grade.Grade) string {
	command := "go tool lab check"
	for _, e := range g.Exercises {
		if got, of := e.Points(""); got < of {
			command += " " + e.Name
		}
	}
	return fmt.Sprintf(msgSeed, g.Seed, command)
}
