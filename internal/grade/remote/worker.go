package remote

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"speedup.example/internal/course"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/intake"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/student"
)

// A Worker answers pieces on a machine with a sandbox, one at a time.
type Worker struct {
	Name    string // for a person
	Course  string // the folder of the course
	Cache   string // a folder that workers share: see [grade.Options]
	Slots   string // a folder in which each takes a folder of its own
	Version string // of the course, when the worker started
	Walls   sandbox.Walls

	mu      sync.Mutex
	grader  *grade.Grader // for the exercises of the last piece
	measure bool          // it can do that, too
	unlock  func()        // the folder
}

// Unfit is the error of a worker that can't answer any piece any more, and why.
type Unfit struct{ Why error }

func (u *Unfit) Error() string { return u.Why.Error() }

// Unwrap returns why.
func (u *Unfit) Unwrap() error { return u.Why }

// Do answers a piece of a kind of work. It waits until the machine has room for that: while one
// worker measures, no other grades.
func (w *Worker) Do(ctx context.Context, kind string, piece []byte) (answer []byte, err error) {
	var p Piece
	if err := json.Unmarshal(piece, &p); err != nil {
		return nil, fmt.Errorf(noPiece, err)
	}
	exercises, err := student.Exercises(p.Exercises)
	if err != nil {
		return nil, fmt.Errorf(noPiece, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	leave, err := enter(ctx, kind == Measures)
	if err != nil {
		return nil, err
	}
	defer leave()
	if err := w.prepare(ctx, exercises, kind == Measures); err != nil {
		return nil, err
	}
	w.grader.Seed = p.Seed
	graded, err := w.do(ctx, kind, p)
	if err != nil {
		return nil, err
	}
	return encode(Answer{Piece: digest(piece), Worker: w.Name, Exercises: graded.Exercises})
}

func (w *Worker) do(ctx context.Context, kind string, p Piece) (grade.Grade, error) {
	s := intake.Submission{Files: p.Files}
	if kind == Grades {
		return w.grader.Grade(ctx, s)
	}
	if len(p.Graded) != len(p.Exercises) {
		return grade.Grade{}, fmt.Errorf(noPiece, errors.New("it has no results so far"))
	}
	return w.grader.Speed(ctx, s, grade.Grade{Exercises: p.Graded})
}

// prepare makes a grader of the exercises, unless the last one is.
func (w *Worker) prepare(ctx context.Context, exercises []course.Exercise, measure bool) error {
	if w.grader != nil && slices.EqualFunc(w.grader.Exercises, exercises, sameName) && (w.measure || !measure) {
		return nil
	}
	err := w.close()
	if err == nil {
		err = w.newGrader(ctx, exercises, measure)
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return &Unfit{fmt.Errorf(noGrader, errors.Join(err, w.close()))}
}

func sameName(a, b course.Exercise) bool { return a.Name == b.Name }

func (w *Worker) newGrader(ctx context.Context, exercises []course.Exercise, measure bool) error {
	folder, unlock, err := w.slot()
	if err != nil {
		return err
	}
	w.unlock = unlock
	done, err := buildAlone(ctx)
	if err != nil {
		return err
	}
	defer done()
	g, err := grade.New(ctx, grade.Options{
		Course: w.Course, Work: filepath.Join(folder, "work"), Cache: w.Cache, Programs: 1,
		Timed: measure, Procs: runtime.GOMAXPROCS(0), Walls: w.Walls, Exercises: exercises,
	})
	if err != nil {
		return err
	}
	w.grader, w.measure = g, measure
	if g.Version != w.Version {
		return errors.New(courseChanged)
	}
	return nil
}

// slot takes the first folder that no other worker has. What one left there that was killed,
// goes with the next grader.
func (w *Worker) slot() (folder string, unlock func(), err error) {
	for n := range mostSlots {
		folder = filepath.Join(w.Slots, fmt.Sprint(n))
		if unlock, err = grade.Lock(folder); err == nil {
			return folder, unlock, nil
		}
	}
	return "", nil, err
}

// mostSlots is how many workers a machine can have.
const mostSlots = 1024

// Close waits for the piece that is under way, whose context should have ended, and removes
// the worker's files.
func (w *Worker) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.close()
}

func (w *Worker) close() (err error) {
	if w.grader != nil {
		err = w.grader.Close()
	}
	if w.unlock != nil {
		w.unlock()
	}
	w.grader, w.unlock = nil, nil
	return err
}
