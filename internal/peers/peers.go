// Package peers measures the lecture's programs in Python, with NumPy and Numba, and in C.
// They do the work of the Go exercises, check their answers, and print the same lines as
// Go's benchmarks.
//
// [Prepare] looks for Python and C on this machine. Then [Peers.Rows] returns the rows
// that can be measured, and [Peers.Notes] says what is left out, and what to install.
// [Peers.Command] returns the command that measures one of them. Package course has the
// peers of an exercise, and their needs.
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

// Peers has the peers that can be measured on this machine. It is for one goroutine.
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
// into dir, an existing folder that stays the caller's. Programs are started in env, at
// root, the module's. A missing program is no error: [Peers.Notes] says what is left out.
// An error wraps that of ctx, or says that there is no such folder.
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
// It has none for an exercise that [Prepare] did not get.
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

// lacks returns the first need of the row that this machine lacks.
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

// Command returns the command to execute in the module's root for a measurement with
// procs cores, and the additions to its environment, as KEY=VALUE. benchtime is a time or
// a number of runs, as in go test. The command prints a line for the row, and its exit
// status is
//
//	0  it has measured
//	3  a library is missing: it prints "missing: numba"
//	4  the answer is wrong: it prints "--- WRONG: BenchmarkPi/...: answered 3, right is 4"
//
// or another if it fails. For downloads Command starts a server of quotes, which serves
// all measurements of that size, until [Peers.Close]. The error says that there is no such
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

// program returns the program for a row of the exercise, without its arguments.
func (p *Peers) program(exercise string, row course.Row) []string {
	if row.Needs == course.C {
		return []string{p.programs[exercise].path}
	}
	return []string{p.python.path, filepath.Join(pythonFolder, exercise+".py")}
}

// Config returns the lines about the peers in a result file, such as
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
