package formats_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/formats"
	"speedup.example/internal/grade/intake"
	"speedup.example/internal/student"
)

// solved returns all exercises of the course, with all points.
func solved() (exercises []grade.Exercise) {
	for _, e := range course.Exercises {
		graded := grade.Exercise{Name: e.Name}
		for _, f := range e.Functions {
			for _, c := range f.Checks {
				r := student.Result{Function: f.Name, Check: c.Name, Points: c.Points}
				r.Verdict = record.Passed
				graded.Results = append(graded.Results, r)
			}
		}
		exercises = append(exercises, graded)
	}
	return exercises
}

// set gives a record to the checks whose names, as in pi.Parallel/overlap, begin so.
func set(exercises []grade.Exercise, prefix string, to record.Record) []grade.Exercise {
	for _, e := range exercises {
		for i, r := range e.Results {
			if strings.HasPrefix(e.Name+"."+r.Function+"/"+r.Check, prefix) {
				e.Results[i].Record = to
			}
		}
	}
	return exercises
}

// class returns a class with every verdict, and a student without anything.
func class() []grade.Grade {
	blaise := solved()
	for prefix, to := range map[string]record.Record{
		"downloads.":         {Verdict: record.Rejected, Message: "downloads/parallel.go:5: the import of os/exec is not allowed", Place: "downloads/parallel.go:5"},
		"slowsum.":           {Verdict: record.NotBuilt, Message: "slowsum/parallel.go:31:2: declared and not used: g\nslowsum/unrolled.go:7:1: missing return"},
		"pi.Parallel/over":   {Verdict: record.Failed, Message: "1 of 4 pieces ran at the same time: the second began after the first had ended. g.Go must start every piece before g.Wait.", Place: "pi/parallel.go:31"},
		"pi.Parallel/window": {Verdict: record.NotJudged, Message: "Not judged: the check overlap fails, and may be the whole cause."},
		"pi.Parallel/race":   {Verdict: record.Races, Message: "pi/parallel.go:33 writes what pi/parallel.go:35 reads.", Place: "pi/parallel.go:33"},
		"pi.Unrolled":        {Verdict: record.Unwritten, Message: "Count the points with four generators."},
		"options.Parallel":   {Verdict: record.Internal, Message: "the sandbox did not start", Nonce: "0123456789abcdef"},
		"options.Unrolled/t": {Verdict: record.Limit, Message: "It printed more than 1 MiB."},
		"options.Unrolled/s": {Verdict: record.LeftEarly, Message: "Unrolled ended the program."},
		"var.parallelFor/r":  {Verdict: record.NotHere, Message: "go test -race does not work on this machine"},
		"var.sift/below":     {Verdict: record.Panics, Message: "Blaise panics: index out of range"},
	} {
		set(blaise, prefix, to)
	}
	return []grade.Grade{
		{Student: intake.Student{ID: "17", Name: "Ada Lovelace", Email: "ada@example.org"}, Source: "class.zip/Ada Lovelace_17_assignsubmission_file/work.zip", Seed: 1815, Exercises: solved()},
		{
			Student: intake.Student{ID: "23", Name: "Blaise Pascal"}, Source: "class.zip/Blaise_Pascal_23_assignsubmission_file_/pi.tar.gz", Seed: 1<<64 - 1,
			Notes: []string{"pi/helper.go was not taken: only the files of stubs are graded."}, Exercises: blaise,
		},
		{Student: intake.Student{ID: "charles"}, Source: "charles", Seed: 1815, Notes: []string{"No file of the course was found."}},
	}
}

// many returns a class of n students, some of whom fail some checks.
func many(n int) (grades []grade.Grade) {
	for i := range n {
		exercises := solved()
		for j := range exercises {
			for k := range exercises[j].Results {
				if (i*7+j*3+k)%11 == 0 {
					exercises[j].Results[k].Record = record.Record{Verdict: record.Failed, Message: fmt.Sprintf("answer %d", i), Place: "pi/parallel.go:31"}
				}
			}
		}
		id := fmt.Sprint(1000 + i)
		grades = append(grades, grade.Grade{
			Student: intake.Student{ID: id, Name: "Student " + id}, Source: "class.zip/Student " + id + "_" + id + "_assignsubmission_file/a.zip", Exercises: exercises,
		})
	}
	return grades
}

// input has what the formats need besides grades.
func input() formats.Input {
	variables := map[string]string{
		"CLASSROOM": "cs-101", "ASSIGNMENT": "speedup", "ASSIGNMENT_TYPE": "individual", "OWNER": "ada", "SUBMISSION_TAG": "submit/2026-11-29T10-00-00Z-a1b2c3d",
		"COMMIT_URL": "https://git.example/c", "RELEASE_URL": "https://git.example/r",
	}
	return formats.Input{
		Worksheet: strings.NewReader(worksheet),
		Getenv:    func(name string) string { return variables[name] },
		Speeds:    speeds(),
	}
}

func speeds() []formats.Row {
	return []formats.Row{
		{Nickname: "slow but sure", Exercise: "pi", Times: 1.9, Low: 1.8, High: 2},
		{Nickname: "lightning", Exercise: "pi", Times: 3.9, Low: 3.8, High: 4, Instructions: 12.34e9, Cycles: 4e9},
		{Nickname: "thunder", Exercise: "pi", Times: 3.7, Low: 3.6, High: 3.85, Instructions: 11e9, Cycles: 5e9},
		{Nickname: "", Exercise: "var", Times: 1.2},
		{Nickname: "never ran", Exercise: "var"},
	}
}

// write returns what a format writes, of one student if it takes one.
func write(t testing.TB, f formats.Format, grades []grade.Grade) string {
	if f.PerStudent {
		require.NotEmpty(t, grades)
		grades = grades[:1]
	}
	var b strings.Builder
	_, err := f.Write(&b, grades, input())
	require.NoError(t, err, f.Name)
	return b.String()
}

// format returns the format with that name.
func format(t testing.TB, name string) formats.Format {
	f, err := formats.Find(name)
	require.NoError(t, err)
	return f
}

// only returns a class of the student with that ID.
func only(id string) []grade.Grade {
	return slices.DeleteFunc(class(), func(g grade.Grade) bool { return g.Student.ID != id })
}
