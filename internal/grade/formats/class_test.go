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
	"speedup.example/internal/grade/speed"
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
	}
}

// timed gives a student's exercise a measurement of a row.
func timed(g *grade.Grade, nickname, exercise string, r speed.Result) {
	g.Nickname = nickname
	i := slices.IndexFunc(g.Exercises, func(e grade.Exercise) bool { return e.Name == exercise })
	e := &g.Exercises[i]
	verdict, share := r.Judge()
	e.Timings = append(e.Timings, r)
	e.Results = append(e.Results, student.Result{Function: "Parallel", Check: course.Speed, Points: 10, Earned: int(10 * share), Record: verdict})
}

// measured returns a measurement of so many times faster, of which the course's own is twice.
func measured(times, low, high float64) speed.Result {
	return speed.Result{
		Row: course.OnAllCores, Procs: 2, Student: speed.Median{Times: times, Low: low, High: high}, Course: speed.Median{Times: 2, Low: 2, High: 2},
		Control: speed.Median{Times: 1, Low: 1, High: 1}, Floor: speed.Median{Times: 3, Low: 3, High: 3},
	}
}

// runners returns a class that was measured: two that nobody can tell apart, one that is
// slower, and those who have no place. One keeps the points of an earlier submission.
func runners() (grades []grade.Grade) {
	counted := measured(1.9, 1.85, 1.95)
	counted.Counts = speed.Counts{Instructions: 12.34e9, Cycles: 4e9}
	refused := measured(9, 9, 9)
	refused.Floor = speed.Median{Times: 0.5, Low: 0.5, High: 0.5}
	noisy := measured(1.9, 1, 3)
	noisy.Control = speed.Median{Times: 1.2, Low: 1, High: 1.4}
	for i, r := range []speed.Result{measured(1.3, 1.2, 1.4), counted, measured(1.88, 1.8, 1.93), refused, noisy} {
		name := []string{"slow but sure", "lightning", "thunder", "knows it all", "in the noise"}[i]
		g := grade.Grade{Student: intake.Student{ID: fmt.Sprint(30 + i), Name: "Runner " + fmt.Sprint(i)}, Source: name, Seed: 1815, Exercises: solved()}
		timed(&g, name, "pi", r)
		grades = append(grades, g)
	}
	timed(&grades[0], "slow but sure", "options", measured(1.9, 1.8, 2))
	grades[0].Exercises[2].Before = 28
	return append(grades, class()[2])
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
