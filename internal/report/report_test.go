package report_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/report"
)

// file writes the lines into a file.
func file(t *testing.T, lines ...string) string {
	path := filepath.Join(t.TempDir(), "r.txt")
	require.NoError(t, os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o666))
	return path
}

// samples returns the lines of a benchmark that took these ns.
func samples(name string, ns ...float64) string {
	lines := make([]string, len(ns))
	for i, v := range ns {
		lines[i] = fmt.Sprintf("Benchmark%s \t 10\t %v ns/op\t 1.5 cores", name, v)
	}
	return strings.Join(lines, "\n")
}

// With six samples the 95% interval of a median is the whole range. By hand, the
// ratios of the passes are 1.9808, 1.9600, 1.8333, 1.9608, 1.9057 and 1.9615.
var byHand = []string{
	"cores: 2",
	samples("Pi/n=9/impl=sequential-1", 103, 98, 99, 100, 101, 102),
	samples("Pi/n=9/impl=sequential-2", 99, 99, 99, 99, 99, 99),
	samples("Pi/n=9/impl=parallel-2", 52, 50, 54, 51, 53, 52),
	samples("Pi/n=9/impl=parallel-1", 100, 100, 100, 100, 100, 100),
}

func TestSpeedups(t *testing.T) {
	r := read(t, byHand...)
	speedups, missing := r.Speedups(r.Tables()[0])
	assert.Empty(t, missing)
	require.Len(t, speedups, 2)
	assert.InDelta(t, 100.5/99, speedups[0].Times, 1e-9)

	s := speedups[1]
	assert.Equal(t, report.Row{Exercise: "Pi", Size: "n=9", Impl: "parallel", Procs: 2}, s.Row)
	assert.InDelta(t, (98.0/50+100.0/51)/2, s.Times, 1e-9)
	assert.InDelta(t, 99.0/54, s.Lo, 1e-9)
	assert.InDelta(t, 103.0/52, s.Hi, 1e-9)
	assert.True(t, s.Bounded())
}

func TestAt(t *testing.T) {
	for _, test := range []struct {
		cores string
		procs []int
		want  int
	}{
		{"cores: 2", []int{1, 2, 4, 8}, 2},
		{"cores: 6", []int{1, 2, 4, 8}, 4},
		{"cores: 16", []int{8, 1, 2}, 8},
		{"cores: 2", []int{4, 8}, 4}, // none has a core for each, so the smallest
		{"", []int{1, 2, 4}, 4},      // unknown
	} {
		lines := []string{test.cores}
		for _, p := range test.procs {
			lines = append(lines, samples(fmt.Sprintf("Pi/n=1/impl=sequential-%d", p), 1))
		}
		assert.Equal(t, test.want, read(t, lines...).At(), "%v", test)
	}
}

func TestNoise(t *testing.T) {
	r := read(t,
		"cores: 2",
		samples("Pi/n=1/impl=sequential-1", 99, 100, 101, 100, 99, 100),  // ±1%
		samples("Pi/n=1/impl=parallel-2", 100, 100, 100, 107, 107, 107),  // 103.5 in 100–107: ±3.4%
		samples("Pi/n=1/impl=unrolled-2", 100, 140, 100, 60, 100, 100),   // ±40%
		samples("Pi/n=1/impl=parallel-4", 100, 900, 100, 900, 100, 9000), // beyond the cores
	)
	n := r.Noise()
	assert.InDelta(t, 1-100/103.5, n.Spread, 1e-9)
	assert.Equal(t, report.Row{Exercise: "Pi", Size: "n=1", Impl: "unrolled", Procs: 2}, n.Worst)
	assert.InDelta(t, 0.4, n.WorstSpread, 1e-9)
	assert.InDelta(t, 0, n.Drift, 1e-9) // of 0, 0.07 and 0
}

// Three samples have no interval, so their range counts. One has no range.
func TestNoiseOfFewSamples(t *testing.T) {
	r := read(t, samples("Pi/n=1/impl=sequential-1", 100, 130, 90), samples("Pi/n=1/impl=parallel-1", 7))
	assert.InDelta(t, 0.3, r.Noise().Spread, 1e-9)
	assert.Zero(t, r.Noise().Drift)
	assert.Zero(t, read(t, samples("Pi/n=1/impl=sequential-1", 100)).Noise())
	assert.Zero(t, read(t, samples("Pi/n=1/impl=sequential-1", 0, 0, 0, 0)).Noise())
}

func TestWarnings(t *testing.T) {
	quiet := samples("Pi/n=1/impl=sequential-1", 100, 101, 100, 99, 100, 100)
	for name, test := range map[string]struct {
		lines []string
		want  string
	}{
		"none due":   {[]string{"cores: 2", quiet, samples("Pi/n=1/impl=sequential-2", 100)}, ""},
		"no cores":   {[]string{quiet, samples("Pi/n=1/impl=sequential-64", 100)}, ""},
		"one sample": {[]string{"cores: 1", samples("Pi/n=1/impl=sequential-1", 100)}, ""},
		"too many procs": {
			[]string{"cores: 2", quiet, samples("Pi/n=1/impl=sequential-8", 100), samples("Pi/n=1/impl=sequential-4", 100)},
			"warning: GOMAXPROCS=4,8 is more than the 2 cores: there goroutines take turns.\n",
		},
		"noisy": {
			[]string{"cores: 2", samples("Pi/n=1/impl=sequential-1", 100, 112, 100, 100, 108, 100)},
			"warning: ±12% noise (±12% in Pi n=1 sequential): close programs, raise -count.\n",
		},
		"slower": {
			[]string{"cores: 2", samples("Pi/n=1/impl=sequential-1", 100, 100, 100, 106, 106, 106)},
			"warning: the machine became 6% slower meanwhile: it got hot, or was not alone. Run again.\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, report.Warnings(read(t, test.lines...)))
		})
	}
	faster := read(t, samples("Pi/n=1/impl=sequential-1", 100, 100, 100, 100, 80, 80, 80, 80))
	assert.Contains(t, report.Warnings(faster), "became 20% faster")
}

// speedups returns the speed-ups of a sweep, with intervals.
func speedups(r *report.Results) string { return report.Speedups(r, report.Options{Verbose: true}) }
