// Package course is the table of the course: what an exercise is, what students
// write in it, what it is worth, and what is measured of it.
//
// Everything else loops over this table: benchmarks, sweeps, reports, checks, the
// handout, the peers in other languages. So a list that stands here stands nowhere
// else. To add an exercise, add its folder and one literal to [Exercises]; to add a
// row to a benchmark, one literal and the driver or kernel that it names.
package course

import (
	"fmt"
	"slices"
)

// An Exercise is a folder of the module, the functions in it that students write,
// and the rows and sizes of its benchmark.
type Exercise struct {
	Name      string // its folder: pi
	Benchmark string // its benchmark function, without the word Benchmark: Pi
	Unit      string // of work: sample
	UnitsPerN int    // how many units of work n makes
	IOBound   bool   // it waits for others, so that no kernel makes it faster
	Work      string // what n is, for a person: "%s samples"
	Sizes     Sizes
	Rows      []Row  // in Go, in the order of the tables
	Peers     []Row  // in other languages, for the same work
	Asked     []Row  // those of the peers that the lecture asks about
	Slide     string // of the lecture, that has times
	Times     []SlideTime
	Functions []Function // that students write, the easiest first
}

// Points returns the sum of the functions' points.
func (e Exercise) Points() (sum int) {
	for _, function := range e.Functions {
		sum += function.Points()
	}
	return sum
}

// Find returns the exercise of that name. The error names those that there are.
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
