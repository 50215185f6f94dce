// Package bench measures the implementations of an exercise.
//
// The benchmark of an exercise is a [Table], with the sizes and rows that package
// course lists. [Measure] runs one cell of it. It measures the time, checks the
// answer, and reports
//
//	BenchmarkPi/n=1000000/impl=parallel-2   ns/op   ns/sample   cores
//
// so benchstat can make rows and columns of the exercise (.name), /n, /impl and
// /gomaxprocs.
package bench

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"runtime/trace"
	"strconv"
	"strings"
	"testing"
	"time"

	"speedup.example/internal/check"
	"speedup.example/internal/child"
	"speedup.example/internal/cputime"
	"speedup.example/internal/workers"
)

// A Cell is one measurement of the table.
type Cell[Answer any] struct {
	N     int    // the size, as the exercise counts it; 0 if there is none
	Impl  string // the implementation; ends in a letter
	Units int    // units of work in one run
	Unit  string // what a unit is: sample, path, …
	Run   func(context.Context) (Answer, error)
	Check func(Answer) error // a wrong answer has no time
}

func (c Cell[Answer]) name() string {
	if c.N == 0 {
		return "impl=" + c.Impl
	}
	return fmt.Sprintf("n=%d/impl=%s", c.N, c.Impl)
}

// Region is the name of what is measured, in an execution trace.
const Region = "measured"

// limit is the longest time of a benchmark. The testing package's own limit is
// for tests only, so a benchmark could hang for ever.
const limit = 10 * time.Minute

// Measure runs the cell as a sub-benchmark. Beside ns/op it reports ns per unit
// of work, and cores: CPU seconds per second of wall time. So many cores were
// lit up on average, including those of worker processes. In a student's module
// a cell may be unwritten. Then it is skipped.
func Measure[Answer any](b *testing.B, c Cell[Answer]) (skipped bool) {
	setFirstProcs()
	b.Run(c.name(), func(b *testing.B) {
		b.Cleanup(func() { skipped = b.Skipped() })
		defer check.SkipUnwritten(b)
		child.TellRow(fmt.Sprintf("%s at GOMAXPROCS=%d", strings.TrimPrefix(b.Name(), "Benchmark"), runtime.GOMAXPROCS(0)))
		b.ReportAllocs()
		watchdog := time.AfterFunc(limit, func() { panic("test timed out: a benchmark ran for " + limit.String()) })
		defer watchdog.Stop()
		var answer Answer
		var err error
		region := trace.StartRegion(b.Context(), Region) // nothing, unless an execution trace is written
		start, cpu := time.Now(), cputime.Used()+workers.CPUTime()
		for b.Loop() && err == nil {
			answer, err = c.Run(b.Context())
		}
		wall, busy := time.Since(start), cputime.Used()+workers.CPUTime()-cpu
		region.End()
		if err == nil {
			err = c.Check(answer)
		}
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(c.Units), "ns/"+c.Unit)
		b.ReportMetric(busy.Seconds()/wall.Seconds(), "cores")
	})
	return skipped
}

// setFirstProcs sets GOMAXPROCS to the first value of -cpu. The testing package
// does so only after a sub-benchmark's first sample, but still prints the
// sample under that value (golang/go#49980). So the line for GOMAXPROCS=1 ran
// at whatever the previous benchmark left behind.
func setFirstProcs() {
	first, _, _ := strings.Cut(flag.Lookup("test.cpu").Value.String(), ",")
	if procs, err := strconv.Atoi(strings.TrimSpace(first)); err == nil {
		runtime.GOMAXPROCS(procs)
	}
}

// Near returns an error if an answer is further than tolerance from want. NaN
// is far from everything.
func Near(got, want, tolerance float64) error {
	if diff := got - want; -tolerance <= diff && diff <= tolerance {
		return nil
	}
	return fmt.Errorf("answer %v, want %v ± %v", got, want, tolerance)
}
