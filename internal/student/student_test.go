package student_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/student"
)

// module returns a module with one stub.
func module(t *testing.T) *student.Module {
	t.Helper()
	m := &student.Module{Root: t.TempDir(), Stubs: []student.Stub{{
		File: "pi/parallel.go", Name: "Parallel", Task: "Write it.", Source: "package pi\n",
	}}}
	require.NoError(t, os.MkdirAll(filepath.Join(m.Root, "pi"), 0o777))
	return m
}

func write(t *testing.T, m *student.Module, content string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(m.Root, "pi", "parallel.go"), []byte(content), 0o666))
}

func pi(t *testing.T) course.Exercise {
	t.Helper()
	e, err := course.Find("pi")
	require.NoError(t, err)
	return e
}

// The commands are those that a student would type. With the race detector they
// run only the checks that need it.
func TestCommand(t *testing.T) {
	assert.Equal(t, []string{"test", "-run", "^(TestParallel|TestUnrolled)$", "./pi"}, student.Command(pi(t), false))
	assert.Equal(t, []string{"test", "-race", "-run", "^TestParallel$/race$", "./pi"}, student.Command(pi(t), true))
}

// Place finds a function where it is now, not where it was handed out.
func TestPlace(t *testing.T) {
	m := module(t)
	write(t, m, "package pi\n\n\nfunc Parallel() {}\n")
	assert.Equal(t, "pi/parallel.go:4", m.Place("pi", "Parallel"))
	write(t, m, "package pi\n\nfunc Paralel() {}\n")
	assert.Equal(t, "pi/parallel.go", m.Place("pi", "Parallel"), "misspelt")
	write(t, m, "no Go")
	assert.Equal(t, "pi/parallel.go", m.Place("pi", "Parallel"))
	assert.Equal(t, "var", m.Place("var", "Parallel"), "no such stub")
}

// A skipped check costs nothing, and an unchecked function has no points.
func TestScore(t *testing.T) {
	results := []student.Result{
		{Function: "Parallel", Check: "overlap", Points: 3, Record: record.Record{Verdict: record.Passed}},
		{Function: "Parallel", Check: "window", Points: 2, Record: record.Record{Verdict: record.Failed}},
		{Function: "Parallel", Check: "race", Points: 2, Record: record.Record{Verdict: record.NotHere}},
		{Function: "Unrolled", Check: "truth", Points: 5, Record: record.Record{Verdict: record.Passed}},
	}
	got, of := student.Score(results, "Parallel")
	assert.Equal(t, []int{3, 5}, []int{got, of})
	got, of = student.Score(results, "")
	assert.Equal(t, []int{8, 10}, []int{got, of})
	got, of = student.Score(nil, "")
	assert.Equal(t, []int{0, 0}, []int{got, of})
}

// The state is there the next time, and shows a change of the files.
func TestState(t *testing.T) {
	m := module(t)
	write(t, m, "package pi\n")
	s, err := m.State()
	require.NoError(t, err)
	exercise, function, ok := s.Next(course.Exercises)
	assert.Equal(t, []any{"downloads", "Parallel", true}, []any{exercise, function, ok})

	require.NoError(t, m.Remember(s, pi(t), []student.Result{{Function: "Parallel", Points: 1, Record: record.Record{Verdict: record.Passed}}}))
	require.NoError(t, m.Predict(s, "pi", "parallel", "1,5×"))
	s, err = m.State()
	require.NoError(t, err)
	assert.InDelta(t, 1.5, s.Predictions["pi/parallel"].Times, 0)
	times, ok := s.Predicted("Pi", "parallel")
	assert.True(t, ok)
	assert.InDelta(t, 1.5, times, 0)
	_, ok = s.Predicted("Pi", "unrolled")
	assert.False(t, ok)
	assert.False(t, m.Stale(s, "pi", "Parallel"))
	exercise, function, ok = s.Next([]course.Exercise{pi(t)})
	assert.Equal(t, []any{"pi", "Unrolled", true}, []any{exercise, function, ok})
	write(t, m, "package pi // changed\n")
	assert.True(t, m.Stale(s, "pi", "Parallel"))
}

func TestPredictionsThatAreNone(t *testing.T) {
	m := module(t)
	s, err := m.State()
	require.NoError(t, err)
	for _, times := range []string{"", "x", "fast", "-1", "0", "NaN", "Inf", "1e10"} {
		require.ErrorContains(t, m.Predict(s, "pi", "parallel", times), "want how many times faster", times)
	}
	assert.Empty(t, s.Predictions)
}

// Reset loses nothing that was written, however often it runs.
func TestReset(t *testing.T) {
	m := module(t)
	for n, content := range []string{"one", "two", "three"} {
		write(t, m, content)
		kept, err := m.Reset(m.Stubs[0])
		require.NoError(t, err)
		assert.Equal(t, ".lab/kept/pi/parallel.go."+string(rune('1'+n)), kept)
		copied, err := os.ReadFile(filepath.Join(m.Root, kept))
		require.NoError(t, err)
		assert.Equal(t, content, string(copied))
	}
	kept, err := m.Reset(m.Stubs[0])
	require.NoError(t, err)
	assert.Empty(t, kept, "there is nothing to keep")
	require.NoError(t, os.Remove(filepath.Join(m.Root, "pi", "parallel.go")))
	_, err = m.Reset(m.Stubs[0])
	require.NoError(t, err, "also of a file that is gone")
	assert.FileExists(t, filepath.Join(m.Root, "pi", "parallel.go"))
}

func TestWrap(t *testing.T) {
	text := student.Wrap(strings.Repeat("word ", 40)+"\n"+strings.Repeat("x", 100), "    ")
	for line := range strings.SplitSeq(text, "\n") {
		assert.True(t, strings.HasPrefix(line, "    "), line)
		assert.True(t, len(line) <= 80 || strings.Contains(line, "xxx"), line)
	}
	assert.Len(t, strings.Fields(text), 41)
}

// The overview has every exercise and every function, with its points.
func TestOverview(t *testing.T) {
	m := module(t)
	s, err := m.State()
	require.NoError(t, err)
	var out bytes.Buffer
	m.Overview(&out, s)
	for _, e := range course.Exercises {
		assert.Contains(t, out.String(), e.Name)
		for _, f := range e.Functions {
			assert.Contains(t, out.String(), f.Name)
		}
	}
	assert.NotContains(t, out.String(), "\x1b", "no colour where there is no terminal")
}

// An unfinished exercise has no functions yet, and the error says so.
func TestNothingToCheck(t *testing.T) {
	_, err := module(t).Check(t.Context(), course.Exercise{Name: "new"}, silent)
	require.EqualError(t, err, "new has no functions to check yet: package course lists none")
}
