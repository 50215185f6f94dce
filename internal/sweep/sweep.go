// Package sweep measures the exercises: it is what ./bench.sh and go tool lab bench do.
//
// A sweep has stages, a file each. The command line becomes [Options]; the test
// binaries are built (build.go); [Options.Plan] says which processes to start, in
// passes over everything, so that a machine that slows down slows all rows alike
// (plan.go); the passes are run, one process at a time, with nothing beside them
// (run.go, process.go), and between two of them a line shows which rows come next
// (progress.go), and how long the rest takes (left.go), by older results (expect.go);
// what they print is kept in a file (results.go), of which package report makes tables.
//
// Two results that were measured one after the other are two blocks of time: what else the
// machine did meanwhile counts, too. A comparison (ab.go) measures two versions in turn
// instead, in many short rounds (rounds.go), and again what came out different. Its answer
// begins with verdicts:
//
//	unrolled of Pi: 4.9% slower (4.1% to 5.3%), at both sizes
//	parallel-unrolled of Pi: 5.3% slower (4.8% to 5.5%), at n=4000000
//	2 rows are the same, within 2%.
//
// A row is called faster or slower only if both measurements say so, and no control moved as
// far. Controls are the rows that run the same code in both versions.
package sweep

import (
	"slices"
	"time"

	"speedup.example/internal/course"
)

// A Kind says which rows and sizes a sweep measures.
type Kind string

// The kinds of sweeps.
const (
	Scaling Kind = ""             // all rows at several GOMAXPROCS, at a small and a large size
	Lecture Kind = course.Lecture // the rows at the lecture's sizes, on all cores
	Peers   Kind = course.Peers   // the same, beside programs in other languages
	Growth  Kind = course.Growth  // the fast kernels at ever larger sizes
	Quick   Kind = course.Quick   // the quick reference, on all cores: no exercise
	Should  Kind = course.Should  // the baseline beside the row on all cores, at small sizes
)

// Options are what the command line asks for. What is zero has a default.
type Options struct {
	Kind      Kind
	Exercises []course.Exercise
	Count     int    // passes over everything
	Benchtime string // of a sample: 50ms, or 10x
	CPUs      []int  // values of GOMAXPROCS
	Sizes     []int  // values of n, for [Growth]
	Short     bool   // the size of a sweep, for [Peers]
	Keep      bool   // the sources, too, so that they can be compared with later ones

	budget time.Duration // for an exercise; see [Sweep]
	asked  bool          // for these CPUs
}

// withDefaults fills in what was not asked for; cores is how many this machine has.
func (o Options) withDefaults(cores int) Options {
	// Many short samples see more than few long ones: 20 of 5 ms had intervals a third as wide
	// as 6 of 50 ms, on a busy machine and in the same time.
	count, benchtime, cpus := 16, "10ms", []int{1, 2, 4, 8}
	switch o.Kind {
	case Lecture:
		count, benchtime, cpus = 3, "1s", []int{cores}
	case Peers:
		count, benchtime, cpus = 3, "200ms", []int{cores}
	case Should:
		count, benchtime, cpus = 20, "10ms", []int{cores}
	case Growth, Quick:
		count, benchtime, cpus = 6, "50ms", []int{cores}
	}
	if o.Kind == Lecture && o.Count == 0 {
		o.budget = patience
	}
	if o.Count == 0 {
		o.Count = count
	}
	o.asked = len(o.CPUs) > 0
	if o.Benchtime == "" {
		o.Benchtime = benchtime
	}
	if len(o.CPUs) == 0 {
		o.CPUs = cpus
	}
	return o
}

// patience is how long a class watches an exercise of the lecture: what takes longer is
// measured once.
const patience = 32 * time.Second

// names returns the names of the exercises.
func names(exercises []course.Exercise) (names []string) {
	for _, e := range exercises {
		names = append(names, e.Name)
	}
	return names
}

// rowNames returns the names of the rows that fit.
func rowNames(rows []course.Row, fit func(course.Row) bool) (names []string) {
	for _, row := range rows {
		if fit(row) && !slices.Contains(names, row.Name) {
			names = append(names, row.Name)
		}
	}
	return names
}
