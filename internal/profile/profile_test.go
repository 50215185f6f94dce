package profile_test

import (
	"os"
	"path/filepath"
	"runtime/trace"
	"slices"
	"sync"
	"testing"
	"time"

	pprof "github.com/google/pprof/profile"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	"speedup.example/internal/profile"
)

// sample takes so much time in the innermost of some functions.
func sample(nanoseconds int64, functions ...string) *pprof.Sample {
	s := &pprof.Sample{Value: []int64{1, nanoseconds}}
	for _, f := range functions {
		s.Location = append(s.Location, &pprof.Location{Line: []pprof.Line{{Function: &pprof.Function{Name: f}}}})
	}
	return s
}

// Time counts for the innermost function only, and the largest part comes first.
func TestTop(t *testing.T) {
	p := &pprof.Profile{Sample: []*pprof.Sample{
		sample(10, "speedup.example/var.lowest", "speedup.example/var.Parallel"),
		sample(60, "speedup.example/var.simulate", "speedup.example/var.Parallel"),
		sample(20, "speedup.example/var.lowest"),
		sample(10),
	}}
	assert.Equal(t, []profile.Share{{"var.simulate", 0.6}, {"var.lowest", 0.3}, {"unknown", 0.1}}, profile.Top(p))
	assert.Empty(t, profile.Top(&pprof.Profile{}))
	_, err := profile.ReadProfile("profile_test.go")
	require.ErrorContains(t, err, "profile: profile_test.go: ")
	_, err = profile.ReadProfile("none")
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestShort(t *testing.T) {
	for function, want := range map[string]string{
		"speedup.example/var.lowest":                  "var.lowest",
		"math/rand/v2.(*Rand).NormFloat64":            "rand/v2.(*Rand).NormFloat64",
		"slices.partitionOrdered[go.shape.float64]":   "slices.partitionOrdered",
		"speedup.example/internal/random.each[a/b.C]": "random.each",
		"main.main": "main.main",
	} {
		assert.Equal(t, want, profile.Short(function))
	}
}

// The benchmark knows only the sizes that it is told.
func TestArgs(t *testing.T) {
	o := profile.Options{Exercise: course.Exercises[0], Row: course.Row{Name: "parallel"}, Size: 12345, Procs: 2, Benchtime: "3x"}
	args := o.Args()
	i := slices.Index(args, "-sizes")
	require.GreaterOrEqual(t, i, 0)
	assert.Equal(t, "12345", args[i+1])
	assert.Contains(t, args, "^Benchmark"+o.Exercise.Benchmark+"$/^n=12345$/^impl=parallel$")
}

// An error has what a benchmark says of a row, and never PASS.
func TestSaid(t *testing.T) {
	assert.Equal(t, "--- UNWRITTEN: simd", profile.Said("goos: linux\n--- UNWRITTEN: simd\ncpu: x\nPASS\n"))
	assert.Equal(t, "its benchmark has no such row", profile.Said("PASS\r\n"))
}

// A third of the work is done alone, so three times as fast is the most.
func TestAmdahl(t *testing.T) {
	i := &profile.Idleness{Busy: []float64{0, 0.5, 0.5}, Serial: 1}
	assert.InDelta(t, 1.5, i.Mean(), 1e-9)
	most, ok := i.Most()
	require.True(t, ok)
	assert.InDelta(t, 3, most, 1e-9)
	i.Serial = 0
	_, ok = i.Most()
	assert.False(t, ok, "only the last pieces ran alone")
	_, ok = new(profile.Idleness).Most()
	assert.False(t, ok)
}

func TestPicture(t *testing.T) {
	i := profile.NewIdleness(9, 9, 9, 9, 0, 1, 2, 2)
	assert.Equal(t, " ▄██", i.Picture(4*time.Millisecond, 4, 2), "from the middle on")
	assert.Equal(t, "  ▄▄████", i.Picture(4*time.Millisecond, 8, 2))
	assert.Equal(t, "▂█", i.Picture(4*time.Millisecond, 2, 2), "a cell has an average")
	assert.Equal(t, " ▂", i.Picture(2*time.Millisecond, 2, 4))
}

// traced writes a trace while f runs.
func traced(t *testing.T, f func()) (file string) {
	t.Helper()
	if trace.IsEnabled() {
		t.Skip("this test is being traced")
	}
	file = filepath.Join(t.TempDir(), "trace.out")
	w, err := os.Create(file)
	require.NoError(t, err)
	require.NoError(t, trace.Start(w))
	f()
	trace.Stop()
	require.NoError(t, w.Close())
	return file
}

// Only the measured part of a trace counts. While all goroutines wait, none is busy.
func TestReadTrace(t *testing.T) {
	const wait = 20 * time.Millisecond
	file := traced(t, func() {
		time.Sleep(wait) // not measured
		region := trace.StartRegion(t.Context(), bench.Region)
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() { time.Sleep(wait) })
		}
		both.Wait()
		region.End()
		time.Sleep(wait)
	})
	i, err := profile.ReadTrace(file, "speedup.example/", "Parallel")
	require.NoError(t, err)
	sum := 0.0
	for _, part := range i.Busy {
		sum += part
	}
	assert.InDelta(t, 1, sum, 1e-9)
	assert.GreaterOrEqual(t, i.Span, wait)
	assert.Positive(t, i.Busy[0], "both sleep")
	assert.Empty(t, i.Steps, "no CPU profile was taken")
	assert.Len(t, []rune(i.Picture(i.Span/2, 20, 2)), 20)
}

// A trace without a measured part, or something else, is an error.
func TestReadTraceFails(t *testing.T) {
	file := traced(t, func() {})
	_, err := profile.ReadTrace(file, "", "")
	require.ErrorContains(t, err, "profile: the trace has no measured benchmark")
	_, err = profile.ReadTrace("profile_test.go", "", "")
	require.ErrorContains(t, err, "profile: profile_test.go: ")
	_, err = profile.ReadTrace("none", "", "")
	require.ErrorIs(t, err, os.ErrNotExist)
}
