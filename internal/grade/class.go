package grade

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/grade/intake"
)

// A Judge grades submissions: a [Grader] on this machine, or workers on others.
type Judge interface {
	// Key names a submission, and all else that its points depend on.
	Key(intake.Submission) string

	// Grade grades a submission.
	Grade(context.Context, intake.Submission) (Grade, error)

	// Speed adds the points of speed to the grade of a submission.
	Speed(context.Context, intake.Submission, Grade) (Grade, error)

	// AtOnce returns how many submissions are graded at a time, and how many are measured.
	AtOnce() (graded, measured int)
}

// Done is called with each grade of a class, one call at a time. kept says that the grade
// comes from an earlier run.
type Done func(i int, grade Grade, kept bool)

// Class lets a judge grade the submissions of a class, some at a time, and returns the grades
// in their order. What the store has from an earlier run is not graded again. If ctx ends,
// those done are kept.
func Class(ctx context.Context, j Judge, submissions []intake.Submission, store *Store, done Done) ([]Grade, error) {
	graded, _ := j.AtOnce()
	r := round{
		store: store, done: done, grades: make([]Grade, len(submissions)),
		key:    func(i int) string { return j.Key(submissions[i]) },
		do:     func(ctx context.Context, i int) (Grade, error) { return j.Grade(ctx, submissions[i]) },
		isGood: func(g Grade) bool { return !g.HasFault() }, // a fault may be gone the next time
		finish: func(*Grade) error { return nil },
	}
	return r.grades, r.run(ctx, graded)
}

// Speeds adds the points of speed to the grades of a class. As in [Class], what the store has
// is not measured again, and done is called with each. What could not be measured is tried
// again the next time. A student keeps the points of an exercise that an earlier submission
// earned, if they are more.
func Speeds(ctx context.Context, j Judge, submissions []intake.Submission, grades []Grade, store *Store, done Done) error {
	_, measured := j.AtOnce()
	r := round{
		store: store, done: done, grades: grades,
		key:    func(i int) string { return j.Key(submissions[i]) + "-speed" },
		do:     func(ctx context.Context, i int) (Grade, error) { return j.Speed(ctx, submissions[i], grades[i]) },
		isGood: func(g Grade) bool { return !g.HasFault() && !g.Has(Unmeasured) },
		finish: store.keepBest,
	}
	return r.run(ctx, measured)
}

// A round goes through a class once.
type round struct {
	store  *Store
	done   Done
	grades []Grade // that are there, and that come

	key    func(i int) string
	do     func(ctx context.Context, i int) (Grade, error)
	isGood func(Grade) bool   // enough to be kept
	finish func(*Grade) error // the grade, kept or not

	mu sync.Mutex
}

// run takes what is kept, and then does the rest, some at a time.
func (r *round) run(ctx context.Context, atOnce int) error {
	var waiting []int
	for i := range r.grades {
		grade, ok, err := r.store.Load(r.key(i))
		switch {
		case err != nil:
			return err
		case !ok:
			waiting = append(waiting, i)
			continue
		}
		if err := r.take(i, grade, true); err != nil {
			return err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, i := range waiting {
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			grade, err := r.do(ctx, i)
			if err == nil && r.isGood(grade) {
				err = r.store.Save(r.key(i), grade)
			}
			if err != nil {
				return err
			}
			return r.take(i, grade, false)
		})
	}
	return group.Wait()
}

// take takes a grade.
func (r *round) take(i int, grade Grade, kept bool) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.finish(&grade); err != nil {
		return err
	}
	r.grades[i] = grade
	r.done(i, grade, kept)
	return nil
}
