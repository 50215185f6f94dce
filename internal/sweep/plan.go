package sweep

import (
	"fmt"
	"strconv"
	"strings"

	"speedup.example/internal/course"
)

// A Program is one of the binaries that an exercise is measured by.
type Program string

// The programs. In a binary with vector instructions the rows without would be
// slower than they are: what these leave in the registers costs scalar code time
// after a preemption. So the rows come from two.
const (
	Plain  Program = "plain"
	Vector Program = "vector" // built with GOEXPERIMENT=simd
	Peer   Program = "peer"   // in another language
)

// A Step is a process of a pass.
type Step struct {
	Exercise  string
	Benchmark string // of the exercise: Pi
	Procs     int    // GOMAXPROCS, or the cores that a peer may use
	Program   Program
	Rows      []string    // what is measured
	Sizes     int         // at how many sizes
	Args      []string    // of a test binary
	Row       course.Row  // of a peer
	Size      course.Size // of a peer
	What      string      // what it does, for a person
	Side      string      // the version that is measured, where there are two
	Config    []string    // lines that hold for its results
}

// id tells the peers apart: pi/numba/1000/0.
func (s Step) id() string {
	return fmt.Sprintf("%s/%s/%d/%d", s.Exercise, s.Row.Name, s.Size.N, s.Size.Limit)
}

// Built says which programs there are beside the plain binaries.
type Built struct {
	Vector map[string]bool         // exercises that have a second binary
	Peers  map[string][]course.Row // rows, by exercise
}

// Plan returns the steps of a pass. It depends on its arguments only.
func (o Options) Plan(built Built) (steps []Step) {
	for _, e := range o.Exercises {
		switch o.Kind {
		case Peers:
			steps = append(steps, o.planPeers(e, built)...)
		case Growth:
			steps = append(steps, o.planGrowth(e, built)...)
		default:
			for _, procs := range o.CPUs {
				what := fmt.Sprintf("%s at GOMAXPROCS=%d", e.Name, procs)
				steps = append(steps, o.planRows(e, procs, o.sizes(e), ".", what, built)...)
			}
		}
	}
	return steps
}

// sizes returns how many sizes of an exercise are measured.
func (o Options) sizes(e course.Exercise) int {
	switch {
	case len(o.Sizes) > 0:
		return len(o.Sizes)
	case o.Kind == Growth:
		return len(e.Sizes.Growth)
	case o.Kind == Lecture:
		return len(e.Sizes.Lecture)
	}
	return len(e.Sizes.Short)
}

// planRows measures the rows of both binaries, where there are two, at so many sizes.
// Pattern is that of their names, as of -bench.
func (o Options) planRows(e course.Exercise, procs, sizes int, pattern, what string, built Built) []Step {
	flags := []string{}
	if o.Kind == Lecture || o.Kind == Peers && !o.Short {
		flags = []string{"-sizes", course.Lecture}
	}
	second := rowNames(e.Rows, course.Row.InSecondBinary)
	first := rowNames(e.Rows, func(r course.Row) bool { return !r.InSecondBinary() })
	if !built.Vector[e.Name] {
		first, second = rowNames(e.Rows, func(r course.Row) bool { return r.Needs != course.Vectors }), nil
	}
	steps := []Step{o.step(e, procs, Plain, first, sizes, what, pattern, flags)}
	if len(second) > 0 {
		steps = append(steps, o.step(e, procs, Vector, second, sizes, what, pattern, flags))
	}
	return steps
}

// planPeers begins with Go, whose lines say which machine it is.
func (o Options) planPeers(e course.Exercise, built Built) (steps []Step) {
	procs := o.CPUs[0]
	for _, size := range e.Sizes.Peers(o.Short) {
		steps = append(steps, o.planRows(e, procs, 1, fmt.Sprintf("^n=%d$", size.N), e.Name+" in Go", built)...)
		for _, row := range built.Peers[e.Name] {
			steps = append(steps, Step{
				Exercise: e.Name, Benchmark: e.Benchmark, Procs: procs, Program: Peer, Rows: []string{row.Name}, Sizes: 1,
				Row: row, Size: size, What: e.Name + " by " + row.Name,
			})
		}
	}
	return steps
}

func (o Options) planGrowth(e course.Exercise, built Built) (steps []Step) {
	flags := []string{"-sizes", course.Growth}
	if len(o.Sizes) > 0 {
		flags[1] = commas(o.Sizes)
	}
	for _, program := range []Program{Plain, Vector} {
		rows := rowNames(e.Fast(), func(r course.Row) bool { return (r.Needs == course.Vectors) == (program == Vector) })
		if len(rows) > 0 && (program == Plain || built.Vector[e.Name]) {
			steps = append(steps, o.step(e, o.CPUs[0], program, rows, o.sizes(e), e.Name, ".", flags))
		}
	}
	return steps
}

// step is a run of a test binary.
func (o Options) step(e course.Exercise, procs int, program Program, rows []string, sizes int, what, pattern string, flags []string) Step {
	bench := "^Benchmark" + e.Benchmark + "$/" + pattern + "/^impl=(" + strings.Join(rows, "|") + ")$"
	return Step{
		Exercise: e.Name, Benchmark: e.Benchmark, Procs: procs, Program: program, Rows: rows, Sizes: sizes, What: what,
		Args: append([]string{
			"-test.run", "^$", "-test.bench", bench, "-test.cpu", strconv.Itoa(procs),
			"-test.count", "1", "-test.benchtime", o.Benchtime, "-test.timeout", "10m",
		}, flags...),
	}
}

func commas(values []int) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(values), "[]"), " ", ",")
}
