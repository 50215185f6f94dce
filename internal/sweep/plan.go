package sweep

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"speedup.example/internal/course"
)

// A Program is one of the binaries that measure an exercise.
type Program string

// The programs. In a binary with vector instructions the scalar rows are slower,
// because after a preemption the state of the vector registers costs time. So
// the rows come from two.
const (
	Plain  Program = "plain"
	Vector Program = "vector" // built with GOEXPERIMENT=simd
	Peer   Program = "peer"   // in another language, or on other machines
)

// A Step is a process of a pass.
type Step struct {
	Exercise  string
	Benchmark string // of the exercise: Pi
	Procs     int    // GOMAXPROCS, or the cores that a peer may use
	Program   Program
	Rows      []course.Row  // what is measured
	Sizes     []course.Size // at each of these
	Args      []string      // of a test binary
	What      string        // the step, for a person
	Side      string        // the measured version, if there are two
	Config    []string      // lines that hold for its results
}

// names returns the names of the step's rows.
func (s Step) names() []string {
	return rowNames(s.Rows, everyRow)
}

func everyRow(course.Row) bool { return true }

// id tells the peers apart: pi/numba/1000/0/2.
func (s Step) id() string {
	return fmt.Sprintf("%s/%s/%d/%d/%d", s.Exercise, s.Rows[0].Name, s.Sizes[0].N, s.Sizes[0].Limit, s.Procs)
}

// Built says which programs exist beside the plain binaries.
type Built struct {
	Vector map[string]bool         // exercises that have a second binary
	Peers  map[string][]course.Row // rows, by exercise
}

// Plan returns the steps of a pass. A sweep has a short process for each GOMAXPROCS. All
// others have one for each row, so its name can be shown meanwhile. Plan depends on its
// arguments only.
func (o Options) Plan(built Built) (steps []Step) {
	for _, e := range o.Exercises {
		for _, procs := range o.CPUs {
			switch o.Kind {
			case Quick:
				steps = append(steps, o.planCosts(e, procs))
			case Scaling, Should, Crossover:
				steps = append(steps, o.planTogether(e, procs, built)...)
			default:
				for _, size := range o.sizes(e) {
					steps = append(steps, o.planEach(e, procs, size, built)...)
				}
			}
		}
	}
	return steps
}

// sizes returns the sizes at which an exercise is measured.
func (o Options) sizes(e course.Exercise) (sizes []course.Size) {
	for _, n := range o.Sizes {
		sizes = append(sizes, course.Size{N: n})
	}
	switch {
	case len(sizes) > 0:
		return sizes
	case o.Machines:
		return e.Sizes.Beyond()
	case o.Kind == Growth || o.Kind == Cluster:
		return e.Sizes.Growth
	case o.Kind == Lecture:
		return e.Sizes.Lecture
	case o.Kind == Peers:
		return e.Sizes.Peers(o.Short)
	case o.Kind == Should:
		return e.Sizes.Should()
	case o.Kind == Crossover:
		return e.Sizes.Crossover()
	}
	return e.Sizes.Short
}

// rows returns the rows of an exercise in Go.
func (o Options) rows(e course.Exercise, built Built) []course.Row {
	if o.elsewhere() {
		return nil
	}
	rows := e.Rows
	if o.Kind == Growth {
		rows = e.Fast()
	}
	return slices.DeleteFunc(slices.Clone(rows), func(r course.Row) bool {
		return r.Needs == course.Vectors && !built.Vector[e.Name] || o.isBeside(e, r)
	})
}

// isBeside reports whether a row doesn't help the lecture's point. For downloads a class
// would wait ten seconds more for each kernel, to see that waiting takes as long.
func (o Options) isBeside(e course.Exercise, row course.Row) bool {
	switch o.Kind {
	case Should, Crossover:
		return row.Name != course.Baseline && row.Name != course.OnAllCores
	case Lecture:
		return e.Sizes.Wait() && row.Name != course.Baseline && row.Name != course.OnAllCores && row.Name != course.Limit
	}
	return false
}

// programOf returns the binary that measures a row.
func (built Built) programOf(e course.Exercise, row course.Row) Program {
	if built.Vector[e.Name] && row.InSecondBinary() {
		return Vector
	}
	return Plain
}

// planTogether measures the rows of each binary in one process.
func (o Options) planTogether(e course.Exercise, procs int, built Built) (steps []Step) {
	for _, program := range []Program{Plain, Vector} {
		rows := slices.DeleteFunc(o.rows(e, built), func(r course.Row) bool { return built.programOf(e, r) != program })
		if len(rows) > 0 {
			step := o.step(e, procs, program, rows, o.sizes(e), "/./"+implOf(rows))
			step.What = fmt.Sprintf("%s at GOMAXPROCS=%d", e.Name, procs)
			steps = append(steps, step)
		}
	}
	return steps
}

// planEach measures each row in a process. It begins with Go, whose lines describe the
// machine.
func (o Options) planEach(e course.Exercise, procs int, size course.Size, built Built) (steps []Step) {
	for _, row := range o.rows(e, built) {
		steps = append(steps, o.step(e, procs, built.programOf(e, row), []course.Row{row}, []course.Size{size}, fmt.Sprintf("/^n=%d$/%s", size.N, implOf([]course.Row{row}))))
	}
	for _, row := range built.Peers[e.Name] {
		steps = append(steps, Step{
			Exercise: e.Name, Benchmark: e.Benchmark, Procs: procs, Program: Peer, Rows: []course.Row{row}, Sizes: []course.Size{size},
		})
	}
	for i := range steps {
		steps[i].What = fmt.Sprintf("%s: %s at n=%d", e.Name, steps[i].Rows[0].Name, size.N)
	}
	return steps
}

// planCosts measures the whole quick reference in one process, because it is short.
func (o Options) planCosts(e course.Exercise, procs int) Step {
	step := o.step(e, procs, Plain, e.Rows, make([]course.Size, len(course.Costs())), "")
	step.What = "quick reference"
	return step
}

// implOf returns the pattern of the names of rows, as in -bench.
func implOf(rows []course.Row) string {
	names := rowNames(rows, func(course.Row) bool { return true })
	return "^impl=(" + strings.Join(names, "|") + ")$"
}

// step returns a run of a test binary. pattern matches the names below the benchmark's
// own.
func (o Options) step(e course.Exercise, procs int, program Program, rows []course.Row, sizes []course.Size, pattern string) Step {
	s := Step{Exercise: e.Name, Benchmark: e.Benchmark, Procs: procs, Program: program, Rows: rows, Sizes: sizes}
	bench := "^Benchmark" + e.Benchmark + "$" + pattern
	s.Args = append([]string{
		"-test.run", "^$", "-test.bench", bench, "-test.cpu", strconv.Itoa(procs),
		"-test.count", "1", "-test.benchtime", o.Benchtime, "-test.timeout", "10m",
	}, o.sizesFlag(e)...)
	return s
}

// sizesFlag returns the flag of a test binary that sets the sizes.
func (o Options) sizesFlag(e course.Exercise) []string {
	switch {
	case o.Kind.pays() && !e.Sizes.Wait():
		var ns []int
		for _, size := range o.sizes(e) {
			ns = append(ns, size.N)
		}
		return []string{"-sizes", commas(ns)}
	case len(o.Sizes) > 0:
		return []string{"-sizes", commas(o.Sizes)}
	case o.Kind == Growth:
		return []string{"-sizes", course.Growth}
	case o.Kind == Lecture || o.Kind == Peers && !o.Short:
		return []string{"-sizes", course.Lecture}
	}
	return nil
}

func commas(values []int) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(values), "[]"), " ", ",")
}
