package remote

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/intake"
	"speedup.example/internal/student"
)

// A Judge lets workers grade submissions. It is a [grade.Judge].
type Judge struct {
	Caller    Caller
	Version   string // of the course: see [grade.Version]
	Seed      uint64
	Exercises []course.Exercise
	Note      func(string) // gets what a teacher may want to know, from several goroutines
}

// attempts is how often a submission is tried, before the fault stands in its grade.
const attempts = 3

// atOnce is how many submissions wait for workers, which may be that many.
const atOnce = 64

// AtOnce returns how many submissions are with workers at a time.
func (*Judge) AtOnce() (graded, measured int) { return atOnce, atOnce }

// Key is that of a [grade.Grader] with the same version, seed and exercises.
func (j *Judge) Key(s intake.Submission) string {
	return grade.Key(s, j.Version, j.Seed, j.Exercises)
}

// Grade grades a submission, as [grade.Grader.Grade] does. Its only errors are that ctx has
// ended, and [ErrGone].
func (j *Judge) Grade(ctx context.Context, s intake.Submission) (grade.Grade, error) {
	exercises, err := j.ask(ctx, Grades, s, nil)
	return grade.Grade{Student: s.Student, Source: s.Source, Seed: j.Seed, Notes: s.Notes, Exercises: exercises}, err
}

// Speed measures a submission that has been graded, as [grade.Grader.Speed] does. Its errors
// are those of Grade.
func (j *Judge) Speed(ctx context.Context, s intake.Submission, graded grade.Grade) (timed grade.Grade, err error) {
	timed = graded
	timed.Exercises, err = j.ask(ctx, Measures, s, graded.Exercises)
	return timed, err
}

// ErrGone is the error of a [Caller] that can't call anybody any more.
var ErrGone = errors.New("the way to the workers is gone")

// ask asks workers until one gives a good answer, or the last attempt has failed.
func (j *Judge) ask(ctx context.Context, kind string, s intake.Submission, graded []grade.Exercise) (got []grade.Exercise, err error) {
	piece := Piece{Seed: j.Seed, Files: s.Files, Graded: graded}
	for _, e := range j.Exercises {
		piece.Exercises = append(piece.Exercises, e.Name)
	}
	text, err := encode(piece)
	if err != nil {
		return nil, err
	}
	for range attempts {
		got, err = j.askOnce(ctx, kind, text, graded)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, ErrGone):
			return nil, err
		case err != nil:
			j.Note(fmt.Sprintf(asksAgain, s.Student.ID, err))
		case !(grade.Grade{Exercises: got}).HasFault():
			return got, nil
		}
	}
	if err != nil {
		got = j.faults(graded, err)
	}
	return got, nil
}

func (j *Judge) askOnce(ctx context.Context, kind string, piece []byte, graded []grade.Exercise) ([]grade.Exercise, error) {
	text, err := j.Caller.Call(ctx, kind, piece)
	if err != nil {
		return nil, err
	}
	c := checker{exercises: j.Exercises, piece: digest(piece), graded: graded}
	return c.check(text)
}

// faults says in each check that has no result yet, why there is none.
func (j *Judge) faults(graded []grade.Exercise, err error) []grade.Exercise {
	fault := record.Record{Verdict: record.Internal, Message: fmt.Sprintf(noAnswer, err)}
	exercises := make([]grade.Exercise, len(j.Exercises))
	for i, e := range j.Exercises {
		if graded == nil {
			exercises[i] = grade.Exercise{Name: e.Name, Results: student.Unjudged(e)}
			for k := range exercises[i].Results {
				exercises[i].Results[k].Record = fault
			}
			continue
		}
		exercises[i] = graded[i]
		exercises[i].Results = slices.Clone(graded[i].Results)
		for _, row := range e.Timed {
			exercises[i].Results = append(exercises[i].Results, student.Result{
				Function: row.Functions[0], Check: course.Speed, Points: row.Points, Record: fault,
			})
		}
	}
	return exercises
}
