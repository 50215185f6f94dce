package grade

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/grade/intake"
)

// Class grades the submissions of a class, some at a time, and returns the grades in their
// order. What the store has from an earlier run, it does not grade again. done is called,
// one call at a time, with each grade. If ctx ends, those done are kept.
func (g *Grader) Class(ctx context.Context, submissions []intake.Submission, store *Store, done func(i int, grade Grade, kept bool)) ([]Grade, error) {
	grades := make([]Grade, len(submissions))
	var mu sync.Mutex
	report := func(i int, kept bool) {
		mu.Lock()
		defer mu.Unlock()
		done(i, grades[i], kept)
	}
	var waiting []int
	for i, s := range submissions {
		kept, ok, err := store.Load(g.key(s))
		if err != nil {
			return nil, err
		}
		if !ok {
			waiting = append(waiting, i)
			continue
		}
		grades[i] = kept
		report(i, true)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(g.Programs)
	for _, i := range waiting {
		group.Go(func() (err error) {
			if grades[i], err = g.Grade(ctx, submissions[i]); err != nil {
				return err
			}
			if !grades[i].HasFault() { // a fault may be gone the next time
				err = store.Save(g.key(submissions[i]), grades[i])
			}
			report(i, false)
			return err
		})
	}
	return grades, group.Wait()
}

// Speeds adds the points of speed to the grades of a class, one submission at a time. As in
// [Grader.Class], what the store has is not measured again, and done is called with each.
// What could not be measured is tried again the next time. A student keeps the points of an
// exercise that an earlier submission earned, if they are more.
func (g *Grader) Speeds(ctx context.Context, submissions []intake.Submission, grades []Grade, store *Store, done func(i int, grade Grade, kept bool)) error {
	for i, s := range submissions {
		key := g.key(s) + "-speed"
		timed, kept, err := store.Load(key)
		if err == nil && !kept {
			timed, err = g.Speed(ctx, s, grades[i])
		}
		if err == nil && !kept && !timed.HasFault() && !timed.Has(Unmeasured) {
			err = store.Save(key, timed)
		}
		if err == nil {
			err = store.keepBest(&timed)
		}
		if err != nil {
			return err
		}
		grades[i] = timed
		done(i, timed, kept)
	}
	return nil
}
