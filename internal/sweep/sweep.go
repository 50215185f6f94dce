// Package sweep measures the exercises for ./bench.sh and go tool lab bench.
//
// A sweep has stages, with a file each. The command line becomes [Options]. The Builder
// builds the test binaries (build.go). [Options.Plan] lists the processes to start
// (plan.go). They go in passes over everything, so a machine that slows down slows all
// rows alike. The sweep runs one process at a time, with nothing beside it (run.go,
// process.go). Between two of them a line shows which rows come next (progress.go), and
// how long the rest takes (left.go), by older results (expect.go). The results go to a
// file (results.go), and package report makes tables of them.
//
// Two results that were measured one after the other are two blocks of time, so other work
// of the machine counts, too. A comparison (ab.go) interleaves two versions instead, in
// many short rounds (rounds.go), and measures again what differed. Its answer begins with
// verdicts:
//
//	unrolled of Pi: 4.9% slower (4.1% to 5.3%), at both sizes
//	parallel-unrolled of Pi: 5.3% slower (4.8% to 5.5%), at n=4000000
//	2 rows are the same, within 2%.
//
// A row is faster or slower only if both measurements say so, and no control moved as far.
// Controls are the rows that run the same code in both versions.
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

	Crossover Kind = course.Crossover // the same at more sizes
	Cluster   Kind = course.Cluster   // the fastest kernel, on one core, on all, in processes, on machines
)

// Options is what the command line asks for. A zero field has a default.
type Options struct {
	Kind      Kind
	Exercises []course.Exercise
	Count     int    // passes over everything
	Benchtime string // of a sample: 50ms, or 10x
	CPUs      []int  // values of GOMAXPROCS
	Sizes     []int  // values of n, for [Growth]
	Short     bool   // the size of a sweep, for [Peers]
	Machines  bool   // on all cores and on machines, for [Growth]
	Keep      bool   // keep the sources, too, to compare them with later ones

	budget time.Duration // for an exercise; see [Sweep]
	asked  bool          // the command line named the CPUs
}

// withDefaults sets the options that the command line left out. cores is how many this
// machine has.
func (o Options) withDefaults(cores int) Options {
	// Many short samples show more than few long ones: 20 of 5 ms had intervals a third as
	// wide as 6 of 50 ms, on a busy machine and in the same time.
	count, benchtime, cpus := 16, "10ms", []int{1, 2, 4, 8}
	switch o.Kind {
	case Lecture:
		count, benchtime, cpus = 3, "1s", []int{cores}
	case Peers:
		count, benchtime, cpus = 3, "200ms", []int{cores}
	case Should, Crossover:
		count, benchtime, cpus = 20, "10ms", []int{cores}
	case Growth, Quick, Cluster:
		count, benchtime, cpus = 6, "50ms", []int{cores}
	}
	if o.Kind == Lecture && o.Count == 0 {
		o.budget = lectureBudget
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

// elsewhere reports whether a sweep needs the program of package cluster, and no other.
func (o Options) elsewhere() bool { return o.Kind == Cluster || o.Machines }

// pays reports whether a sweep asks from which size on parallelism pays.
func (k Kind) pays() bool { return k == Should || k == Crossover }

// lectureBudget is how long a class watches an exercise of the lecture. Longer steps
// are measured once.
const lectureBudget = 32 * time.Second

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
