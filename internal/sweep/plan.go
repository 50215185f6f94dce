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
	Exercise string
	Procs    int // GOMAXPROCS, or the cores that a peer may use
	Program  Program
	Args     []string    // of a test binary
	Row      course.Row  // of a peer
	Size     course.Size // of a peer
	What     string      // what it does, for a person
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
				steps = append(steps, o.planRows(e, procs, ".", what, built)...)
			}
		}
	}
	return steps
}

// planRows measures the rows of both binaries, where there are two. Sizes is a
// pattern, as of -bench.
func (o Options) planRows(e course.Exercise, procs int, sizes, what string, built Built) []Step {
	flags := []string{}
	if o.Kind == Lecture || o.Kind == Peers && !o.Short {
		flags = []string{"-sizes", "lecture"}
	}
	plain := o.step(e, procs, Plain, what, "./"+sizes, flags)
	if !built.Vector[e.Name] {
		return []Step{plain}
	}
	rows := implPattern(rowNames(e.Rows, func(r course.Row) bool { return r.Needs == course.Vectors || r.Needs == course.Widest }))
	plain.Args = append(plain.Args, "-test.skip", "././"+rows)
	return []Step{plain, o.step(e, procs, Vector, what, "./"+sizes+"/"+rows, flags)}
}

// planPeers begins with Go, whose lines say which machine it is.
func (o Options) planPeers(e course.Exercise, built Built) (steps []Step) {
	procs := o.CPUs[0]
	for _, size := range e.Sizes.Peers(o.Short) {
		steps = append(steps, o.planRows(e, procs, fmt.Sprintf("^n=%d$", size.N), e.Name+" in Go", built)...)
		for _, row := range built.Peers[e.Name] {
			steps = append(steps, Step{
				Exercise: e.Name, Procs: procs, Program: Peer, Row: row, Size: size, What: e.Name + " by " + row.Name,
			})
		}
	}
	return steps
}

func (o Options) planGrowth(e course.Exercise, built Built) (steps []Step) {
	flags := []string{"-sizes", "growth"}
	if len(o.Sizes) > 0 {
		flags[1] = commas(o.Sizes)
	}
	for _, program := range []Program{Plain, Vector} {
		rows := rowNames(e.Fast(), func(r course.Row) bool { return (r.Needs == course.Vectors) == (program == Vector) })
		if len(rows) > 0 && (program == Plain || built.Vector[e.Name]) {
			steps = append(steps, o.step(e, o.CPUs[0], program, e.Name, "./.*/"+implPattern(rows), flags))
		}
	}
	return steps
}

// step is a run of a test binary.
func (o Options) step(e course.Exercise, procs int, program Program, what, bench string, flags []string) Step {
	return Step{
		Exercise: e.Name, Procs: procs, Program: program, What: what,
		Args: append([]string{
			"-test.run", "^$", "-test.bench", bench, "-test.cpu", strconv.Itoa(procs),
			"-test.count", "1", "-test.benchtime", o.Benchtime, "-test.timeout", "10m",
		}, flags...),
	}
}

func implPattern(rows []string) string { return "^impl=(" + strings.Join(rows, "|") + ")$" }

func commas(values []int) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(values), "[]"), " ", ",")
}
