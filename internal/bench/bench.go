// Package bench measures the implementations of an exercise.
//
// A benchmark of an exercise is a table: sizes × implementations. [Sizes] says
// which sizes this run measures, [Rows] pairs the drivers and kernels under the
// names that every exercise uses, and [Measure] runs one cell: it times it,
// checks its answer, and reports it as
//
//	BenchmarkPi/n=1000000/impl=parallel-2   ns/op   ns/sample   cores
//
// so that benchstat can make rows and columns of the exercise (.name), /n,
// /impl and /gomaxprocs.
package bench

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"speedup.example/internal/check"
	"speedup.example/internal/vector"
	"speedup.example/internal/workers"
)

var (
	lecture = flag.Bool("lecture", false, "benchmark the sizes of the lecture instead of the short ones")
	sizes   list
)

func init() {
	flag.Var(&sizes, "sizes", "benchmark these sizes instead, such as `1000,1000000`; for downloads, their numbers, from 0")
}

// A list is what -sizes gives.
type list []int

func (l *list) String() string { return strings.Trim(fmt.Sprint(*l), "[]") }

func (l *list) Set(text string) error {
	*l = nil
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return fmt.Errorf("%q is no size", part)
		}
		if slices.Contains(*l, n) {
			return fmt.Errorf("%d is there twice", n)
		}
		*l = append(*l, n)
	}
	return nil
}

// Sizes returns the sizes to measure: a small one, at which parallelism does
// not pay, and a large one, at which it does; or, under -lecture, the
// lecture's own; or those that -sizes gives.
func Sizes(small, large int, lectures ...int) []int {
	switch {
	case len(sizes) > 0:
		return sizes
	case *lecture:
		return lectures
	}
	return []int{small, large}
}

// A Row is an implementation: a driver with the kernel that it is given.
type Row[Driver, Kernel any] struct {
	Impl   string // the benchmark's name for it; ends in a letter
	Drive  Driver
	Kernel Kernel
}

// Rows returns the four implementations that every exercise has.
func Rows[Driver, Kernel any](sequential, parallel Driver, scalar, unrolled Kernel) []Row[Driver, Kernel] {
	return []Row[Driver, Kernel]{
		{"sequential", sequential, scalar},
		{"unrolled", sequential, unrolled},
		{"parallel", parallel, scalar},
		{"parallel-unrolled", parallel, unrolled},
	}
}

// InProcesses returns the rows of a driver that starts worker processes.
func InProcesses[Driver, Kernel any](processes Driver, scalar, unrolled Kernel) []Row[Driver, Kernel] {
	return []Row[Driver, Kernel]{
		{"processes", processes, scalar},
		{"processes-unrolled", processes, unrolled},
	}
}

// SIMD returns the two implementations with vector instructions: none where the
// program was built without them, or the processor has none. bench.sh takes these
// rows from a second binary, because in one built with GOEXPERIMENT=simd the other
// rows are slower than they are: when a goroutine is preempted among vector
// instructions, the scalar code after it pays for what they leave in the registers.
func SIMD[Driver, Kernel any](sequential, parallel Driver, simd Kernel) []Row[Driver, Kernel] {
	if vector.Best() == vector.None {
		return nil
	}
	return []Row[Driver, Kernel]{
		{"simd", sequential, simd},
		{"parallel-simd", parallel, simd},
	}
}

// A Cell is one measurement of the table.
type Cell[Answer any] struct {
	N     int    // the size, as the exercise counts it; 0 if there is none
	Impl  string // the implementation
	Units int    // units of work in one run
	Unit  string // what a unit is: sample, path, …
	Run   func(context.Context) (Answer, error)
	Check func(Answer) error // says what is wrong with an answer: no time for that
}

func (c Cell[Answer]) name() string {
	if c.N == 0 {
		return "impl=" + c.Impl
	}
	return fmt.Sprintf("n=%d/impl=%s", c.N, c.Impl)
}

// limit is the longest that a benchmark may take. The testing package's own
// limit is for tests only, so a benchmark that hangs would hang for ever.
const limit = 10 * time.Minute

// Measure runs the cell as a sub-benchmark. Beside ns/op it reports ns per
// unit of work, and cores: CPU seconds per second of wall time, which is how
// many cores were lit up on average, those of worker processes included.
func Measure[Answer any](b *testing.B, c Cell[Answer]) {
	setFirstProcs()
	b.Run(c.name(), func(b *testing.B) {
		skipUnwritten(b, c.Impl)
		defer check.SkipUnwritten(b)
		b.ReportAllocs()
		watchdog := time.AfterFunc(limit, func() { panic("test timed out: a benchmark ran for " + limit.String()) })
		defer watchdog.Stop()
		var answer Answer
		var err error
		start, cpu := time.Now(), cpuTime()+workers.CPUTime()
		for b.Loop() && err == nil {
			answer, err = c.Run(b.Context())
		}
		wall, busy := time.Since(start), cpuTime()+workers.CPUTime()-cpu
		if err == nil {
			err = c.Check(answer)
		}
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(c.Units), "ns/"+c.Unit)
		b.ReportMetric(busy.Seconds()/wall.Seconds(), "cores")
	})
}

var unwritten = map[string]bool{} // implementations

// skipUnwritten leaves an implementation out that has turned out to be still to be
// written, in a student's module; and also those of the same kernel in parallel, whose
// panic would be in another goroutine or process, where nobody can recover it.
func skipUnwritten(b *testing.B, impl string) {
	kernel := strings.TrimPrefix(strings.TrimPrefix(impl, "parallel-"), "processes-")
	if unwritten[kernel] {
		b.Skip("the kernel is still to be written")
	}
	b.Cleanup(func() { unwritten[impl] = unwritten[impl] || b.Skipped() })
}

// Limit measures what no implementation of the exercise's method can beat, under
// the name of an implementation: run does only what all of them have to do. The
// report says which share of it each implementation reaches.
func Limit(b *testing.B, n, units int, unit string, run func(context.Context) error) {
	Measure(b, Cell[struct{}]{
		N: n, Impl: "limit", Units: units, Unit: unit,
		Run:   func(ctx context.Context) (struct{}, error) { return struct{}{}, run(ctx) },
		Check: func(struct{}) error { return nil },
	})
}

// setFirstProcs sets GOMAXPROCS to the first value of -cpu. The testing package
// does so only after it has taken a sub-benchmark's first sample, which it then
// prints under that value all the same (golang/go#49980): the line for
// GOMAXPROCS=1 ran at whatever the previous benchmark left behind.
func setFirstProcs() {
	first, _, _ := strings.Cut(flag.Lookup("test.cpu").Value.String(), ",")
	if procs, err := strconv.Atoi(strings.TrimSpace(first)); err == nil {
		runtime.GOMAXPROCS(procs)
	}
}

// Near reports an answer that is further than tolerance from want. NaN is far
// from everything.
func Near(got, want, tolerance float64) error {
	if diff := got - want; -tolerance <= diff && diff <= tolerance {
		return nil
	}
	return fmt.Errorf("answer %v, want %v ± %v", got, want, tolerance)
}
