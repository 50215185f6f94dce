package sweep

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"speedup.example/internal/report"
)

// Rounds measures two versions, interleaved.
//
// Many short samples tell two versions apart better than few long ones. Other work of the
// machine comes and goes within seconds, so it hits both. So a round is short: a process of
// each version, and again in the opposite order.
type Rounds struct {
	Sweep *Sweep

	Questions []Step // may have changed
	Controls  []Step // can't have changed
	Every     int    // one in so many rounds has the controls, too

	Least, Most int           // rounds; Least also if that takes longer than Time
	Time        time.Duration // after which no round begins
	Name        string        // the prefix of the names of the rounds

	Done int // complete rounds
}

// Run runs the rounds, or those until ctx ends: then it returns ctx's error.
func (r *Rounds) Run(ctx context.Context) error {
	r.Sweep.Progress.quarter = 0
	began := time.Now()
	for ; r.Done < r.Most && (r.Done < r.Least || time.Since(began) < r.Time); r.Done++ {
		steps := r.Questions
		if r.Done%r.Every == 0 {
			steps = slices.Concat(steps, r.Controls)
		}
		for _, step := range steps {
			r.Sweep.Progress.round(r.done(time.Since(began)), r.left(time.Since(began)), step.What)
			if err := r.turns(ctx, step); err != nil {
				return err
			}
		}
	}
	return nil
}

// turns measures a step of each version, and again in the opposite order. It draws the
// first one at random, so other work of the machine can't keep step.
func (r *Rounds) turns(ctx context.Context, step Step) error {
	first, second := report.KeyBefore, report.KeyAfter
	if rand.New(rand.NewPCG(uint64(r.Done), 0)).IntN(2) == 1 {
		first, second = second, first
	}
	for _, side := range []string{first, second, second, first} {
		step.Side = side
		step.Config = []string{
			fmt.Sprintf("%s: %s", report.KeySide, side),
			fmt.Sprintf("%s: %s%d", report.KeyRound, r.Name, r.Done+1),
		}
		if slices.Contains(r.Sweep.Failed, step.Exercise) {
			return nil // and would fail in every round
		}
		if err := r.Sweep.run(ctx, step); err != nil {
			return err
		}
	}
	return nil
}

// done returns the fraction of the rounds that is done, by their number or by the time,
// whichever ends first.
func (r *Rounds) done(elapsed time.Duration) float64 {
	part := float64(r.Done) / float64(r.Most)
	if r.Done < r.Least {
		return max(part, min(float64(r.Done)/float64(r.Least), elapsed.Seconds()/r.Time.Seconds()))
	}
	return max(part, elapsed.Seconds()/r.Time.Seconds())
}

// left returns how long the rest takes, or 0 if that is unknown.
func (r *Rounds) left(elapsed time.Duration) time.Duration {
	done := r.done(elapsed)
	if done <= 0 {
		return 0
	}
	return time.Duration(float64(elapsed) * (1/done - 1))
}
