package grade

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/grade/intake"
	"speedup.example/internal/grade/speed"
	"speedup.example/internal/student"
)

// Speed measures what is right in a submission that has been graded, and returns the grade
// with the points of speed. Nothing else should run meanwhile. Its only error is that ctx has
// ended.
func (g *Grader) Speed(ctx context.Context, s intake.Submission, graded Grade) (Grade, error) {
	graded.Exercises = slices.Clone(graded.Exercises)
	for i, e := range g.Exercises {
		t := timing{grader: g, exercise: e, graded: &graded.Exercises[i]}
		if err := t.run(ctx, s.Files); err != nil {
			t.fail(err)
		}
		if ctx.Err() != nil {
			return Grade{}, ctx.Err()
		}
	}
	return graded, nil
}

// A timing measures an exercise of a submission.
type timing struct {
	grader   *Grader
	exercise course.Exercise
	graded   *Exercise
}

// run measures the rows whose functions are right, if there are any.
func (t *timing) run(ctx context.Context, files map[string][]byte) error {
	var rows []course.Timed
	for _, row := range t.exercise.Timed {
		switch {
		case t.grader.Procs < 2:
			t.end(row, speed.OneCore, 0)
		case !t.graded.IsRight(row):
			t.end(row, record.Record{Verdict: record.NotJudged, Message: fmt.Sprintf(notRight, strings.Join(row.Functions, ", "))}, 0)
		default:
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return t.measure(ctx, rows, files)
}

// IsRight reports whether all checks of a row's functions have passed.
func (e Exercise) IsRight(row course.Timed) bool {
	for _, name := range row.Functions {
		if got, of := e.Points(name); got < of || of == 0 {
			return false
		}
	}
	return true
}

// measure measures rows, each in a process of its own.
func (t *timing) measure(ctx context.Context, rows []course.Timed, files map[string][]byte) error {
	rivals, err := t.grader.rivalsOf(ctx, t.exercise)
	if err != nil {
		return err
	}
	b := t.grader.build(ctx, t.exercise.Name, t.taken(rows, files), plain)
	defer b.remove()
	if b.broken != "" { // and was built with the race detector
		return errors.New(b.broken)
	}
	if b.err != nil {
		return b.err
	}
	for _, row := range rows {
		if err := t.measureRow(ctx, row, b.binary, rivals); err != nil {
			return err
		}
	}
	return nil
}

// taken returns the files of the rows, as they were checked.
func (t *timing) taken(rows []course.Timed, files map[string][]byte) map[string][]byte {
	w := &work{grader: t.grader, exercise: t.exercise, files: map[string][]byte{}, results: student.Unjudged(t.exercise)}
	for _, f := range t.exercise.Functions {
		if slices.ContainsFunc(rows, func(row course.Timed) bool { return slices.Contains(row.Functions, f.Name) }) {
			w.take(f, files)
		}
	}
	return w.files
}

func (t *timing) measureRow(ctx context.Context, row course.Timed, binary string, rivals *rivals) error {
	p, err := t.grader.start(ctx, t.exercise, binary, ofStudent)
	var result speed.Result
	if err == nil {
		defer p.Close()
		match := speed.Match{
			Exercise: t.exercise, Student: p, Course: rivals.course, Control: rivals.control, Referee: rivals.referee, Procs: t.grader.Procs,
			Random: rand.New(rand.NewPCG(rand.Uint64(), t.grader.Seed)),
		}
		result, err = match.Measure(ctx, row)
	}
	var fault *speed.Fault
	switch {
	case errors.As(err, &fault):
		t.end(row, fault.Record, 0)
		return nil
	case err != nil:
		return err
	}
	r, share := result.Judge()
	t.graded.Timings = append(t.graded.Timings, result)
	t.end(row, r, share)
	return nil
}

// end gives a row its record, and its share of the points. What can't be measured has the
// share that right answers have.
func (t *timing) end(row course.Timed, r record.Record, share float64) {
	if r.Verdict == record.Unmeasured {
		r.Message = fmt.Sprintf(pointsOfRight, r.Message)
		share = t.graded.RightShare(row)
	}
	t.graded.Results = append(t.graded.Results, student.Result{
		Function: row.Functions[0], Check: course.Speed, Points: row.Points,
		Earned: int(math.Round(share * float64(row.Points))), Record: r,
	})
}

// RightShare returns the share of the points of a row's functions that right answers have
// earned.
func (e Exercise) RightShare(row course.Timed) float64 {
	sum, all := 0, 0
	for _, r := range e.Results {
		if slices.Contains(row.Functions, r.Function) && r.Check != course.Speed {
			got, of := Earned(r)
			sum, all = sum+got, all+of
		}
	}
	return float64(sum) / float64(max(all, 1))
}

// fail ends the rows that have no record with a fault of the grader. The next submission
// gets new rivals.
func (t *timing) fail(err error) {
	if r := t.grader.rivals[t.exercise.Name]; r != nil {
		r.close()
		delete(t.grader.rivals, t.exercise.Name)
	}
	for _, row := range t.exercise.Timed {
		has := slices.ContainsFunc(t.graded.Results, func(r student.Result) bool {
			return r.Check == course.Speed && r.Function == row.Functions[0]
		})
		if !has {
			t.end(row, record.Record{Verdict: record.Internal, Message: fmt.Sprintf(internalFault, err)}, 0)
		}
	}
}
