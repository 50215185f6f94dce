package formats

import (
	"encoding/json"
	"io"
	"strconv"

	"speedup.example/internal/grade"
	"speedup.example/internal/grade/speed"
	"speedup.example/internal/student"
)

// JSONSchema is the version of the documents that [JSON] writes. Their JSON Schema is
// testdata/grades.schema.json.
const JSONSchema = "speedup/grades/v1"

// The document has types of its own, so that it stays the same if the grader's change.
type (
	document struct {
		Schema string      `json:"schema"`
		Grades []gradeJSON `json:"grades"`
	}
	gradeJSON struct {
		Student struct {
			ID    string `json:"id"`
			Name  string `json:"name,omitempty"`
			Email string `json:"email,omitempty"`
		} `json:"student"`
		Source    string         `json:"source"`
		Seed      string         `json:"seed"` // a number, but readers of JSON round large ones
		Points    int            `json:"points"`
		Of        int            `json:"of"`
		Notes     []string       `json:"notes"`
		Exercises []exerciseJSON `json:"exercises"`
	}
	exerciseJSON struct {
		Name    string         `json:"name"`
		Points  int            `json:"points"`
		Of      int            `json:"of"`
		Before  int            `json:"before,omitempty"` // points of an earlier submission, which count if they are more
		Checks  []checkJSON    `json:"checks"`
		Timings []speed.Result `json:"timings,omitempty"`
	}
	checkJSON struct {
		Function string        `json:"function"`
		Check    string        `json:"check"`
		Verdict  grade.Verdict `json:"verdict"`
		Points   int           `json:"points"`
		Of       int           `json:"of"`      // what the check is worth
		Counts   bool          `json:"counts"`  // in the points of the exercise
		Ending   string        `json:"ending"`  // the verdict of the check itself, which is finer
		Message  string        `json:"message"` // empty if there is nothing to say
		Place    string        `json:"place"`   // as in pi/parallel.go:31, or empty
	}
)

// JSON writes all grades of a class as one document.
func JSON(w io.Writer, grades []grade.Grade) error {
	d := document{Schema: JSONSchema, Grades: []gradeJSON{}}
	for _, g := range cleanAll(grades) {
		d.Grades = append(d.Grades, gradeOf(g))
	}
	return writeJSON(w, d)
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func gradeOf(g grade.Grade) (j gradeJSON) {
	j.Student.ID, j.Student.Name, j.Student.Email = g.Student.ID, g.Student.Name, g.Student.Email
	j.Source, j.Seed = g.Source, strconv.FormatUint(g.Seed, 10)
	j.Points, j.Of = g.Points()
	j.Notes = append([]string{}, g.Notes...)
	j.Exercises = []exerciseJSON{}
	for _, e := range g.Exercises {
		j.Exercises = append(j.Exercises, exerciseOf(e))
	}
	return j
}

func exerciseOf(e grade.Exercise) exerciseJSON {
	j := exerciseJSON{Name: e.Name, Before: e.Before, Checks: []checkJSON{}, Timings: e.Timings}
	j.Points, j.Of = e.Points("")
	for _, r := range e.Results {
		j.Checks = append(j.Checks, checkOf(r))
	}
	return j
}

func checkOf(r student.Result) checkJSON {
	return checkJSON{
		Function: r.Function, Check: r.Check, Verdict: grade.Of(r.Verdict), Points: earned(r), Of: r.Points,
		Counts: counts(r), Ending: string(r.Verdict), Message: r.Message, Place: r.Place,
	}
}

// earned returns the points that a check has earned.
func earned(r student.Result) int {
	got, _ := grade.Earned(r)
	return got
}
