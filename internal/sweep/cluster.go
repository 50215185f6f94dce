package sweep

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/vector"
)

const msgMachinesNeed = "the rows of a cluster need vector instructions, which this processor or this architecture lacks"

// Machines measures the rows of package course that hand pieces out: to cores, processes
// and machines. A single program measures them all. Its cluster is on this machine: a
// server, and a worker for each core.
type Machines struct {
	program string
	rows    []course.Row
	config  []string
}

// NewMachines builds the program of package cluster into dir. It is a [FindPeers].
func NewMachines(ctx context.Context, env *child.Env, root, dir string, o Options) (PeerSet, error) {
	if vector.Processor() == vector.None {
		return nil, errors.New(msgMachinesNeed)
	}
	m := &Machines{program: filepath.Join(dir, "cluster.test"+env.Exe()), rows: course.Elsewhere}
	if o.Kind == Growth {
		m.rows = course.AtGrowth
	}
	build := env.Command(ctx, filepath.Join(root, "internal", "cluster"), []string{"GOTMPDIR=" + dir, env.Experiment("simd")},
		"go", "test", "-c", "-vet=off", "-o", m.program, "./measure")
	if output, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("the cluster does not build (%s): %w\n%s", Advice(env.GoVersion()), err, output)
	}
	m.config = []string{fmt.Sprintf("go-simd: %s with GOEXPERIMENT=simd, %s", env.GoVersion(), vector.Processor())}
	return m, nil
}

// Rows returns the rows, which are the same for all exercises.
func (m *Machines) Rows(string) []course.Row { return m.rows }

// Notes returns nothing: no row is left out.
func (m *Machines) Notes() []string { return nil }

// Config returns the line about the program, for the results.
func (m *Machines) Config() []string { return m.config }

// Close does nothing.
func (m *Machines) Close() error { return nil }

// Command returns the command that measures a row.
func (m *Machines) Command(exercise string, row course.Row, size course.Size, procs int, benchtime string) (args, vars []string, err error) {
	e, err := course.Find(exercise)
	if err != nil {
		return nil, nil, err
	}
	pattern := fmt.Sprintf("^Benchmark%s$/^n=%d$/%s", e.Benchmark, size.N, implOf([]course.Row{row}))
	return []string{
		m.program, "-test.run", "^$", "-test.bench", pattern, "-test.cpu", strconv.Itoa(procs), "-test.count", "1",
		"-test.benchtime", benchtime, "-test.timeout", "10m", "-sizes", strconv.Itoa(size.N),
	}, nil, nil
}
