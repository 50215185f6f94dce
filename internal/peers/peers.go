// Package peers measures the lecture's programs in Python, with NumPy and Numba, and in C.
// They do the work of the Go exercises, check their answers, and print the lines that Go's
// benchmarks print.
//
// [Prepare] looks for what this machine has of Python and C. [Peers.Rows] are then the
// rows that can be measured, and [Peers.Notes] say what is left out, and what to install.
// [Peers.Command] is a measurement of one of them. Which peers an exercise has, and what
// each needs, is said in package course.
package peers

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
)

// Peers are the peers that can be measured on this machine. They are for one goroutine.
type Peers struct {
	dir       string
	exercises []course.Exercise
	python    interpreter
	noPython  error // why there is none
	cc        compiler
	noCC      error
	programs  map[string]program // in C, by exercise
	markets   map[course.Size]market
}

// Prepare looks for Python and its libraries, and compiles the C programs of the exercises
// into dir, an existing folder that stays the caller's. Programs are started in env, at root,
// the module's. What is
// not there is no error: [Peers.Notes] says what is lost. An error wraps that of ctx, or
// says that there is no such folder.
func Prepare(ctx context.Context, env *child.Env, root, dir string, exercises []course.Exercise) (*Peers, error) {
	root, err := folder(root)
	if err != nil {
		return nil, err
	}
	dir, err = folder(dir)
	if err != nil {
		return nil, err
	}
	p := &Peers{dir: dir, exercises: exercises, markets: map[course.Size]market{}}
	p.python, p.noPython = findPython(ctx, host{env, root})
	p.cc, p.noCC = findCompiler(ctx, host{env, root})
	if p.noCC == nil {
		p.programs = p.cc.buildAll(ctx, dir, exercises)
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("peers: %w", context.Cause(ctx))
	}
	return p, nil
}

// Rows returns the peers of an exercise that can be measured here, in course's order.
// There are none of an exercise that [Prepare] was not given.
func (p *Peers) Rows(exercise string) (rows []course.Row) {
	for _, e := range p.exercises {
		if e.Name != exercise {
			continue
		}
		for _, row := range e.Peers {
			if p.lacks(exercise, row) == course.Nothing {
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// lacks returns the first of the things that the row needs and this machine does not have.
func (p *Peers) lacks(exercise string, row course.Row) course.Need {
	if row.Needs == course.C {
		if _, ok := p.programs[exercise]; !ok || p.programs[exercise].err != nil {
			return course.C
		}
		return course.Nothing
	}
	for _, need := range chain(row.Needs) {
		if !p.python.has(need) {
			return need
		}
	}
	return course.Nothing
}

// Command returns what to execute in the module's root for a measurement with procs cores
// that takes benchtime, which is a time or a number of runs, as of go test; and what to
// add to the environment, as KEY=VALUE. The command prints a line for the row, and its
// exit status is
//
//	0  it has measured
//	3  a library is missing: it prints "missing: numba"
//	4  the answer is wrong: it prints "--- WRONG: BenchmarkPi/...: answered 3, right is 4"
//
// or another where it fails. For downloads Command starts a server of quotes, which serves
// all measurements of that size, until [Peers.Close]. An error is that there is no such
// row here, or no server.
func (p *Peers) Command(exercise string, row course.Row, size course.Size, procs int, benchtime string) (args, env []string, err error) {
	if need := p.lacks(exercise, row); need != course.Nothing {
		return nil, nil, fmt.Errorf("peers: %s of %s needs %s", row.Name, exercise, need)
	}
	args = append(p.program(exercise, row), row.Name, strconv.Itoa(size.N), strconv.Itoa(procs), benchtime)
	if size.Limit > 0 {
		m, err := p.market(size)
		if err != nil {
			return nil, nil, err
		}
		args = append(args, strconv.Itoa(size.Limit), m.file)
	}
	return args, environment(), nil
}

// program returns what is executed for a row of the exercise, without its arguments.
func (p *Peers) program(exercise string, row course.Row) []string {
	if row.Needs == course.C {
		return []string{p.programs[exercise].path}
	}
	return []string{p.python.path, filepath.Join(pythonFolder, exercise+".py")}
}

// Config returns what a result file says of the peers, a line each, as
//
//	python: 3.11.2, numpy 1.24.2, numba 0.56.4, scipy 1.10.1
//	cc: gcc (Debian 12.2.0-14) 12.2.0 -O3 -ffast-math -fopenmp -march=native
//	cc-refused: -lmvec of pi, var
//	weak: Var/c-openmp: its loop has vectors of 128 bits, this processor's have 512
func (p *Peers) Config() (lines []string) {
	if p.noPython == nil {
		lines = append(lines, "python: "+p.python.String())
	}
	if p.noCC == nil {
		lines = append(lines, p.cc.config(p.exercises, p.programs)...)
	}
	var weak []string
	for _, w := range p.weak() {
		weak = append(weak, fmt.Sprintf("%s/%s: %s", w.exercise.Benchmark, w.row, w.why))
	}
	if len(weak) > 0 {
		lines = append(lines, "weak: "+strings.Join(weak, "; "))
	}
	return lines
}
