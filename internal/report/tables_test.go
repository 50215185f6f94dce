package report_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/report"
)

var benchstatPath = sync.OnceValues(func() (string, error) {
	out, err := exec.Command("go", "tool", "-n", "benchstat").Output()
	return strings.TrimSpace(string(out)), err
})

// benchstat runs the real one.
func benchstat(ctx context.Context, args ...string) ([]byte, error) {
	path, err := benchstatPath()
	if err != nil {
		return nil, err
	}
	return exec.CommandContext(ctx, path, args...).CombinedOutput()
}

func tables(t *testing.T, f *report.File, o report.Options) string {
	var b strings.Builder
	o.Benchstat = benchstat
	require.NoError(t, report.Tables(t.Context(), &b, f, o))
	return b.String()
}

// passes returns the lines of passes over rows with six equal samples each. A name
// that ends in -1 loses that, because go test leaves it out.
func passes(rows map[string]int, names ...string) string {
	var b strings.Builder
	for range 6 {
		for _, name := range names {
			fmt.Fprintf(&b, "Benchmark%s \t 10\t %d ns/op\n", strings.TrimSuffix(name, "-1"), rows[name])
		}
	}
	return b.String()
}

var sweep = "cores: 2\ngo: go1.26.8\npython: 3.12\ngoos: linux\ngoarch: amd64\ncpu: A\n" +
	passes(map[string]int{
		"Pi/n=9/impl=sequential-1": 400, "Pi/n=9/impl=parallel-1": 410, "Pi/n=9/impl=sequential-2": 400, "Pi/n=9/impl=parallel-2": 200,
	}, "Pi/n=9/impl=sequential-2", "Pi/n=9/impl=parallel-2", "Pi/n=9/impl=sequential-1", "Pi/n=9/impl=parallel-1") +
	"go: go1.26.8 GOEXPERIMENT=simd\n" +
	passes(map[string]int{
		"Var/n=9/impl=sequential-1": 600, "Var/n=9/impl=parallel-1": 600, "Var/n=9/impl=parallel-2": 300, "Var/n=9/impl=simd-2": 9,
		"Var/n=9/impl=sequential-2": 600,
	}, "Var/n=9/impl=sequential-2", "Var/n=9/impl=parallel-2", "Var/n=9/impl=simd-2", "Var/n=9/impl=sequential-1", "Var/n=9/impl=parallel-1")

const sweepTables = `Time of a run, a column for each GOMAXPROCS:

.name: Pi
/n: 9
           │      1      │                  2                   │
           │   sec/op    │   sec/op     vs base                 │
sequential   400.0n ± 0%   400.0n ± 0%        ~ (p=1.000 n=6) ¹
parallel     410.0n ± 0%   200.0n ± 0%  -51.22% (p=0.002 n=6)
geomean      405.0n        282.8n       -30.16%
¹ all samples are equal

.name: Var
           │      1      │                  2                   │
           │   sec/op    │   sec/op     vs base                 │
sequential   600.0n ± 0%   600.0n ± 0%        ~ (p=1.000 n=6) ¹
parallel     600.0n ± 0%   300.0n ± 0%  -50.00% (p=0.002 n=6)
simd                       9.000n ± 0%
geomean      600.0n        117.4n       -29.29%
¹ all samples are equal


All exercises at GOMAXPROCS=2, a column for each implementation:

goos: linux
goarch: amd64
cpu: A
cores: 2
        │ sequential  │              parallel              │
        │   sec/op    │   sec/op     vs base               │
Pi 9      400.0n ± 0%   200.0n ± 0%  -50.00% (p=0.002 n=6)
Var 9     600.0n ± 0%   300.0n ± 0%  -50.00% (p=0.002 n=6)
geomean   489.9n        244.9n       -50.00%
Left out, as few exercises have it: simd


Times faster at GOMAXPROCS=2 than sequential at GOMAXPROCS=1 (below 1: slower; -v: how sure):
Cores busy: on average, by sequential on the left and by parallel on the right.
       n   simd  parallel
  Pi   9      -     2.00×
  Var  9  66.7×     2.00×
-: not measured at GOMAXPROCS=2

parallel at each GOMAXPROCS, times faster and cores busy:
            at 1  cores    at 2  cores
       n  faster   busy  faster   busy
  Pi   9   0.98×          2.00×
  Var  9   1.00×          2.00×

Predicted: 3
`

// The columns are in order although the names lack their -1. Lines about Go, C and
// Python don't split a table, and neither does a program's output.
func TestTablesOfASweep(t *testing.T) {
	o := report.Options{Predicted: func(r *report.Results) string { return fmt.Sprintf("Predicted: %d\n", len(r.Impls("Var"))) }}
	assert.Equal(t, sweepTables, trimLines(tables(t, parse(t, "r.txt", sweep), o)))
	unknown := strings.Replace(sweep, "cores", "sizes: unknown\ncores", 1)
	assert.Equal(t, sweepTables, trimLines(tables(t, parse(t, "r.txt", unknown), o)))
}

// trimLines removes benchstat's spaces at the ends of lines.
func trimLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// A window has the columns up to the cores, and says what it leaves out. It has all of
// them if the command line named them, and a file always does.
func TestColumnsBeyondTheCores(t *testing.T) {
	beyond := sweep + passes(map[string]int{"Pi/n=9/impl=parallel-8": 250, "Pi/n=9/impl=parallel-4": 240}, "Pi/n=9/impl=parallel-8", "Pi/n=9/impl=parallel-4")
	const left = "\nGOMAXPROCS=4,8 is more than the 2 cores, and left out here; -cpu 1,2,4,8, or a file, shows it.\n"
	window := tables(t, parse(t, "r.txt", beyond), report.Options{Width: 100})
	assert.NotRegexp(t, "│ +[48] +│", window)
	assert.NotContains(t, window, "at 4")
	assert.NotContains(t, window, "warning: GOMAXPROCS")
	assert.True(t, strings.HasSuffix(window, left), window)
	for name, whole := range map[string]string{
		"file":  tables(t, parse(t, "r.txt", beyond), report.Options{}),
		"asked": tables(t, parse(t, "r.txt", "asked-cpu: 1,2,4,8\n"+beyond), report.Options{Width: 150}),
	} {
		assert.Regexp(t, "│ +4 +│ +8 +│", whole, name)
		assert.Regexp(t, `Pi +9 .* 1.67× +1.60×`, whole, name)
		assert.Contains(t, whole, "warning: GOMAXPROCS=4,8 is more than the 2 cores", name)
		assert.NotContains(t, whole, left, name)
	}
	only := strings.Replace(sweep, "cores: 2", "cores: 1", 1)
	assert.Contains(t, tables(t, parse(t, "r.txt", only), report.Options{Width: 100}), "\nGOMAXPROCS=2 is more than the 1 cores")
	more := "cores: 2\n" + passes(map[string]int{"Pi/n=9/impl=parallel-8": 250}, "Pi/n=9/impl=parallel-8")
	assert.NotContains(t, tables(t, parse(t, "r.txt", more), report.Options{Width: 100}), "left out", "there is nothing else")
}

func TestTablesInANarrowWindow(t *testing.T) {
	text := tables(t, parse(t, "r.txt", sweep), report.Options{Width: 50})
	assert.Contains(t, text, "(Without \"vs base\": the window is narrow.)")
	assert.NotContains(t, text, "p=0.002")
}

func TestTablesOfOneExercise(t *testing.T) {
	text := tables(t, parse(t, "r.txt", "cores: 2", samples("Pi/n=1/impl=sequential-2", 1, 1)), report.Options{})
	assert.NotContains(t, text, "All exercises")
	assert.Contains(t, text, "\n\n\nTimes faster at GOMAXPROCS=2 than sequential at GOMAXPROCS=2")
}

// Implementations that no two exercises share make no table.
func TestTablesOfWhatIsRare(t *testing.T) {
	text := tables(t, parse(t, "r.txt", samples("Pi/n=1/impl=a-1", 1, 1), samples("Var/n=1/impl=b-1", 1, 1)), report.Options{})
	assert.Contains(t, text, "Left out, as few exercises have it: a b\n")
	assert.NotContains(t, text, "All exercises")
}

func TestTablesOfGrowth(t *testing.T) {
	var lines strings.Builder
	for range 6 {
		for _, n := range []int{10, 1000, 100} {
			fmt.Fprintf(&lines, "BenchmarkPi/n=%d/impl=simd 1 %d ns/op 2 ns/sample %d B/op\n", n, 2*n, n)
			fmt.Fprintf(&lines, "BenchmarkSlowsum/n=%d/impl=simd 1 %d ns/op 3 ns/term\n", n, 2*n)
		}
	}
	assert.Equal(t, `Time for a unit of work, a row for each n:

.name: Pi
        │    simd     │
        │ sec/sample  │
10        2.000n ± 0%
1000      2.000n ± 0%
100       2.000n ± 0%
geomean   2.000n

.name: Slowsum
        │    simd     │
        │  sec/term   │
10        3.000n ± 0%
1000      3.000n ± 0%
100       3.000n ± 0%
geomean   3.000n


All the memory that a run takes, one piece after the other:

.name: Pi
        │    simd     │
        │    B/op     │
10         10.00 ± 0%
1000      1000.0 ± 0%
100        100.0 ± 0%
geomean    100.0
`, trimLines(tables(t, parse(t, "r.txt", "sizes: growth", lines.String()), report.Options{})))

	text := tables(t, parse(t, "r.txt", "sizes: growth", samples("Pi/n=1/impl=simd-1", 1)), report.Options{})
	assert.Equal(t, 2, strings.Count(text, "\n\nno benchmark of r.txt tells it\n"), text)
}

// These tables need no benchstat.
func TestTablesOfTheLecture(t *testing.T) {
	rows := []string{"cores: 2", samples("Pi/n=1/impl=sequential-2", 2, 2), samples("Pi/n=1/impl=python-2", 4, 4), wrongSum}
	lecture := parse(t, "r.txt", append(rows, "sizes: lecture", samples("Pi/n=1/impl=parallel-4", 1))...)
	assert.Equal(t, report.Lecture(lecture.Results())+"\n"+report.Warnings(lecture.Results()), tables(t, lecture, report.Options{}))
	assert.Contains(t, report.Warnings(lecture.Results()), "GOMAXPROCS=4")
	verbose := tables(t, lecture, report.Options{Verbose: true})
	assert.Contains(t, verbose, "  Pi  1  python ")
	assert.True(t, strings.HasPrefix(verbose, report.Lecture(lecture.Results())+"\n"), verbose)
	peers := parse(t, "r.txt", append([]string{"sizes: peers"}, rows...)...)
	assert.Equal(t, report.Peers(peers.Results()), tables(t, peers, report.Options{}))
}

// If a table can't be made, nothing is written, and nothing is left behind.
func TestTablesWithoutBenchstat(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir) // of Windows
	for _, test := range []struct {
		out  string
		err  error
		want string
	}{
		{"half a table", errors.New("not found"), "report: benchstat: not found"},
		{"", nil, `report: benchstat printed nothing for the table "Time of a run, a column for each GOMAXPROCS:"`},
	} {
		var b strings.Builder
		o := report.Options{Benchstat: func(context.Context, ...string) ([]byte, error) { return []byte(test.out), test.err }}
		require.EqualError(t, report.Tables(t.Context(), &b, parse(t, "r.txt", sweep), o), test.want)
		require.Error(t, report.Compare(t.Context(), &b, parse(t, "a.txt", sweep), parse(t, "b.txt", sweep), o))
		assert.Empty(t, b.String())
	}
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, left)
}
