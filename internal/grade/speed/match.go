package speed

import (
	"context"
	"math/rand/v2"

	"speedup.example/internal/bench/turns"
	"speedup.example/internal/course"
)

const (
	rounds = 15
	spread = 1000 // sizes, so nobody knows the next one
)

// A Match compares a student's program with the course's. The referee is one of the course's,
// too: it does what the others are compared with, and checks answers. So the others do nothing
// but their turns, and are in the same state when these begin.
type Match struct {
	Exercise                          course.Exercise
	Student, Course, Control, Referee Player
	Procs                             int        // GOMAXPROCS of the rows that use all cores
	Random                            *rand.Rand // of tasks and orders
}

// Measure measures a row. If something else keeps the machine busy, it measures once more.
// A [*Fault] is the student's, and any other error is not.
func (m *Match) Measure(ctx context.Context, row course.Timed) (r Result, err error) {
	for range 2 {
		if r, err = m.measure(ctx, row); err != nil || r.Quiet() {
			break
		}
	}
	return r, err
}

func (m *Match) measure(ctx context.Context, row course.Timed) (Result, error) {
	procs := 1
	if row.Row == course.OnAllCores {
		procs = m.Procs
	}
	var all []times
	for range rounds {
		if ctx.Err() != nil {
			return Result{}, ctx.Err()
		}
		r := newRound(m, row.Row, procs)
		if err := r.run(); err != nil {
			return Result{}, err
		}
		all = append(all, r.times)
	}
	return resultOf(row, procs, all), nil
}

// task returns a task that nobody could know before.
func (m *Match) task(row string, procs int) turns.Task {
	sizes := m.Exercise.Sizes.Short
	n := sizes[len(sizes)-1].N
	return turns.Task{Row: row, N: n - m.Random.IntN(min(spread, n/10)), Seed: m.Random.Uint64(), Procs: procs}
}
