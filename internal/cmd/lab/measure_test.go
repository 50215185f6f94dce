package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/report"
	"speedup.example/internal/testall"
	"speedup.example/internal/vector"
)

// measure runs lab bench on the course itself, and returns the results.
func measure(t *testing.T, args ...string) *report.Results {
	t.Helper()
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	status := run(&stdout, &stderr, append([]string{"bench", "-C", "../../..", "-results", dir, "-count", "1", "-benchtime", "1x"}, args...))
	require.Zero(t, status, "%s\n%s", &stdout, &stderr)
	assert.NotEmpty(t, stdout.String())
	paths, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	require.NoError(t, err)
	require.Len(t, paths, 1)
	file, err := report.ReadFile(paths[0])
	require.NoError(t, err)
	assert.Empty(t, file.Notes())
	return file.Results()
}

// wantRows checks that every row is there at every size, except for those that
// this machine can't have.
func wantRows(t *testing.T, r *report.Results, e course.Exercise, rows []course.Row, sizes []course.Size, procs ...int) {
	t.Helper()
	for _, row := range rows {
		if row.Needs == course.Vectors && vector.Processor() == vector.None {
			continue
		}
		for _, size := range sizes {
			for _, p := range procs {
				want := report.Row{Exercise: e.Benchmark, Size: fmt.Sprintf("n=%d", size.N), Impl: row.Name, Procs: p}
				assert.True(t, r.Samples[want] != nil || isWrong(r, want), "no row %s", want)
			}
		}
	}
}

// isWrong reports whether a row has no time, because its answer is wrong.
func isWrong(r *report.Results, row report.Row) bool {
	return slices.ContainsFunc(r.Wrong, func(w report.Wrong) bool { return w.Row == row })
}

// A small but real sweep builds, runs and reports an exercise, with both binaries.
func TestMeasureOne(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds benchmarks")
	}
	e, err := course.Find("slowsum")
	require.NoError(t, err)
	t.Setenv("BENCH_PLAIN", "1")
	r := measure(t, "-cpu", "1,2", e.Name)
	rows := slices.DeleteFunc(slices.Clone(e.Rows), func(row course.Row) bool { return row.Needs == course.Vectors })
	wantRows(t, r, e, rows, e.Sizes.Short, 1, 2)
}

// This measures every row of the course, the growth and the peers. Numba's sum wraps,
// so it is wrong.
func TestMeasureAll(t *testing.T) {
	testall.Only(t)
	t.Run("sweep", func(t *testing.T) {
		r := measure(t, "-cpu", "1,2")
		for _, e := range course.Exercises {
			wantRows(t, r, e, e.Rows, e.Sizes.Short, 1, 2)
		}
	})
	t.Run("growth", func(t *testing.T) {
		r := measure(t, "growth", "-sizes", "1000,1000000", "-cpu", "2")
		for _, e := range course.Exercises {
			if len(e.Sizes.Growth) > 0 {
				wantRows(t, r, e, e.Fast(), []course.Size{{N: 1000}, {N: 1000000}}, 2)
			}
		}
	})
	t.Run("peers", func(t *testing.T) {
		if exec.Command("/usr/bin/python3", "-c", "import numba, numpy, scipy").Run() != nil {
			t.Skip("Debian's Python has no Numba here")
		}
		t.Setenv("PYTHON", "/usr/bin/python3")
		r := measure(t, "peers", "-short", "-cpu", "2")
		for _, e := range course.Exercises {
			wantRows(t, r, e, slices.Concat(e.Rows, e.Peers), e.Sizes.Peers(true), 2)
		}
		assert.True(t, isWrong(r, report.Row{Exercise: "Slowsum", Size: "n=5000000", Impl: "numba", Procs: 2}))
	})
}
