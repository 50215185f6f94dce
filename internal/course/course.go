// Package course is the table of the course: what an exercise is, what students
// write in it, its points, and its measurements.
//
// Everything else loops over this table: benchmarks, sweeps, reports, checks, the
// handout, the peers in other languages. So a list that is here is nowhere else.
//
// # To add an exercise
//
//  1. Add a folder with the files of pi/. x.go has the package documentation, the type
//     Kernel, Scalar and Sequential. Beside it are parallel.go, unrolled.go and README.md.
//  2. Let the driver take the kernel as an argument. It cuts the work into pieces that don't
//     depend on the machine. If a piece needs random numbers, give it its own
//     random.Stream{Seed: seed, Piece: i}.
//  3. In x_test.go, check the kernels against the truth, and the drivers with package check.
//     Mark the solutions of what students write (see package handout), and put wrong
//     programs into internal/verify/testdata.
//  4. In bench_test.go, write one Benchmark function. Its bench.Table names the drivers and
//     kernels, runs them, and checks the answer. The driver and the kernel Limit do only
//     what every implementation has to do. Students get this file, so a kernel that would
//     show them a solution computes in package limit.
//  5. Add one literal to [Exercises]. Its rows begin with [Baseline] and end with [Limit].
//     The functions can wait.
//  6. Measure it for the first README and for its RESULTS.md, which can wait. For an
//     exercise called primes: internal/readme/measure.sh primes/testdata/sweep.txt
//
// # To add a row
//
// Add one literal: its name, driver and kernel, and what it needs. Add a new driver or kernel
// to the exercise's bench_test.go. Students don't get the rows that need [Vectors]. Their
// kernels stay out, too: add them to the table in simd_test.go.
package course

import (
	"fmt"
	"slices"
)

// An Exercise is a folder of the module, with the functions that students write,
// and the rows and sizes of its benchmark.
type Exercise struct {
	Name      string // its folder: pi
	Benchmark string // its benchmark function, without the word Benchmark: Pi
	Unit      string // of work: sample
	UnitsPerN int    // how many units of work n makes
	IOBound   bool   // it waits for others, so no kernel makes it faster
	Work      string // what n is, for a person: "%s samples"
	Sizes     Sizes
	Rows      []Row  // in Go, in the order of the tables
	Peers     []Row  // in other languages, for the same work
	Asked     []Row  // peers that the lecture asks about
	Machines  bool   // it has the driver Cluster
	Slide     string // the lecture's slide with times
	Times     []SlideTime
	Functions []Function // that students write, the easiest first
	Timed     []Timed    // rows whose time can earn points
}

// Points returns the sum of the functions' points.
func (e Exercise) Points() (sum int) {
	for _, function := range e.Functions {
		sum += function.Points()
	}
	return sum
}

// Find returns the exercise with that name. The error lists the exercises.
func Find(name string) (Exercise, error) {
	i := slices.IndexFunc(Exercises, func(e Exercise) bool { return e.Name == name })
	if i < 0 {
		return Exercise{}, fmt.Errorf("no exercise %q, want one of %v", name, Names())
	}
	return Exercises[i], nil
}

// FindBenchmark returns the exercise whose benchmark is Benchmark followed by name.
func FindBenchmark(name string) (e Exercise, ok bool) {
	i := slices.IndexFunc(Exercises, func(e Exercise) bool { return e.Benchmark == name })
	if i < 0 {
		return Exercise{}, false
	}
	return Exercises[i], true
}

// Names returns the names of the exercises, in the lecture's order.
func Names() (names []string) {
	for _, exercise := range Exercises {
		names = append(names, exercise.Name)
	}
	return names
}
