package sweep_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/report"
	"speedup.example/internal/sweep"
)

// A process takes a moment to start, and then the benchtime for each row and size. A run
// that is longer takes longer, by older results or by the waits of downloads.
func TestExpect(t *testing.T) {
	older := sweep.Older{
		{Exercise: "Pi", Size: "n=9", Impl: "slow", Procs: 2}: 3,
		{Exercise: "Pi", Size: "n=9", Impl: "fast", Procs: 2}: 1e-6,
	}
	of := func(benchtime string, program sweep.Program, row course.Row, size course.Size) time.Duration {
		step := sweep.Step{Benchmark: "Pi", Procs: 2, Program: program, Rows: []course.Row{row}, Sizes: []course.Size{size}}
		expected, _ := sweep.Options{Benchtime: benchtime}.Expect([]sweep.Step{step}, older)
		require.Len(t, expected, 1)
		return expected[0]
	}
	nine, start := course.Size{N: 9}, 50*time.Millisecond
	assert.Equal(t, start+3*time.Second, of("1s", sweep.Plain, course.Row{Name: "slow"}, nine))
	assert.Equal(t, start+time.Second, of("1s", sweep.Plain, course.Row{Name: "fast"}, nine))
	assert.Equal(t, start+time.Second, of("1s", sweep.Plain, course.Row{Name: "unknown"}, nine))
	assert.Equal(t, start+15*time.Second, of("5x", sweep.Plain, course.Row{Name: "slow"}, nine))
	assert.Equal(t, 4*time.Second, of("1s", sweep.Peer, course.Row{Name: "slow"}, nine), "a peer starts slowly")
	assert.Equal(t, start+500*time.Millisecond, of("50x", sweep.Plain, course.Row{Name: "unknown"}, nine))
	six := course.Size{N: 6, Limit: 4, Latency: time.Second}
	assert.Equal(t, start+6*time.Second, of("1s", sweep.Plain, course.Row{Name: "x", Driver: course.Sequential}, six))
	assert.Equal(t, start+2*time.Second, of("1s", sweep.Plain, course.Row{Name: "x", Driver: "Parallel"}, six))

	oneProcess := sweep.Step{Benchmark: "Pi", Procs: 2, Rows: named("slow", "fast", "unknown"), Sizes: []course.Size{nine}}
	expected, sure := sweep.Options{Benchtime: "1s"}.Expect([]sweep.Step{oneProcess}, older)
	assert.Equal(t, []time.Duration{start + 5*time.Second}, expected)
	assert.True(t, sure, "of most rows")
	_, sure = sweep.Options{Benchtime: "1s"}.Expect([]sweep.Step{oneProcess}, nil)
	assert.False(t, sure)
}

// readOlder uses results of the same kind, the newest first, and ignores a damaged file.
func TestReadOlder(t *testing.T) {
	dir := t.TempDir()
	for i, text := range []string{
		"sizes: lecture\nBenchmarkPi/n=9/impl=old-2 1 7 ns/op\nBenchmarkPi/n=9/impl=both-2 1 7 ns/op\n",
		"sizes: lecture\nBenchmarkPi/n=9/impl=both-2 1 5 ns/op\n",
		"BenchmarkPi/n=9/impl=both-2 1 3 ns/op\n",
		"sizes: lecture\nBenchmarkPi/n=9/impl=both-2 1\n",
	} {
		path := filepath.Join(dir, string(rune('a'+i))+".txt")
		require.NoError(t, os.WriteFile(path, []byte(text), 0o666))
		require.NoError(t, os.Chtimes(path, time.Unix(int64(i), 0), time.Unix(int64(i), 0)))
	}
	row := func(impl string) report.Row { return report.Row{Exercise: "Pi", Size: "n=9", Impl: impl, Procs: 2} }
	older := sweep.ReadOlder(dir, sweep.Lecture)
	assert.Len(t, older, 2)
	assert.InDelta(t, 5e-9, older[row("both")], 1e-15)
	assert.InDelta(t, 7e-9, older[row("old")], 1e-15)
	assert.InDelta(t, 3e-9, sweep.ReadOlder(dir, sweep.Scaling)[row("both")], 1e-15)
	assert.Empty(t, sweep.ReadOlder(filepath.Join(dir, "gone"), sweep.Scaling))
}
