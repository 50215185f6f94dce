package student

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/report"
)

const (
	paceRounds = 15  // of which a busy machine may spoil three
	faster     = 1.2 // times: nobody would notice less
)

// Slow returns a line for each row of an exercise in which a student's function is right,
// but not faster than the baseline. It measures for a second or two, in rounds of all
// rows.
func (m *Module) Slow(ctx context.Context, e course.Exercise) (slow []string, err error) {
	r, err := m.newRun(ctx, e)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(r.temp)
	b := r.withoutC(ctx)
	if b.err != nil || b.broken != "" {
		return nil, b.err
	}
	var printed bytes.Buffer
	for range paceRounds {
		cmd := child.Command(ctx, filepath.Join(m.Root, e.Name), r.env, b.binary, paceArgs(e)...)
		cmd.Stdout = &printed
		if err := cmd.Run(); err != nil {
			return nil, fmt.Errorf("measuring %s: %w", e.Name, err)
		}
	}
	return notFaster(printed.Bytes())
}

// paceArgs returns the arguments of the test binary, for one round at the larger size.
func paceArgs(e course.Exercise) []string {
	rows := []string{course.Baseline}
	for _, row := range e.Paced() {
		rows = append(rows, row.Name)
	}
	n := e.Sizes.Short[len(e.Sizes.Short)-1].N
	return []string{
		"-test.run=^$", "-test.benchtime=2x", fmt.Sprint("-test.cpu=", runtime.GOMAXPROCS(0)),
		fmt.Sprintf("-test.bench=^Benchmark%s$/^n=%d$/^impl=(%s)$", e.Benchmark, n, strings.Join(rows, "|")),
	}
}

// notFaster returns a line for each row that is not faster, by the output of the
// benchmarks.
func notFaster(printed []byte) (slow []string, err error) {
	file, err := report.Parse("the rounds", printed)
	if err != nil {
		return nil, err
	}
	results := file.Results()
	for _, table := range results.Tables() {
		speedups, _ := results.Speedups(table)
		for _, s := range speedups {
			if s.Impl == course.Baseline || s.Impl == course.OnAllCores && runtime.NumCPU() == 1 {
				continue
			}
			if s.Bounded() && s.Hi < faster { // and a busy machine is not the reason
				slow = append(slow, fmt.Sprintf(notFasterYet, s.Impl, s.Text(), course.Baseline))
			}
		}
	}
	return slow, nil
}
