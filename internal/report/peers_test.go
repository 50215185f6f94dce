package report_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/report"
)

const wrongSum = "--- WRONG: BenchmarkSlowsum/n=9/impl=numba-2: answered 129, right is 333"

// Of three passes only the first has the slow row. Its ratio is 1000/10, not 1000
// by the median 20. By hand, numba-parallel over parallel is 40/10, 60/20 and
// 100/50 in the passes.
func TestPeers(t *testing.T) {
	r := read(t,
		"cores: 2",
		samples("Pi/n=9/impl=parallel-2", 10, 20, 50),
		samples("Pi/n=9/impl=python-2", 1000),
		samples("Pi/n=9/impl=numba-parallel-2", 40, 60, 100),
		samples("Pi/n=9/impl=python-1", 5000), // at another GOMAXPROCS
		samples("Slowsum/n=9/impl=python-2", 500),
		"BenchmarkSlowsum/n=9/impl=c-openmp-2 \t 1\t 5 ns/op",
		wrongSum, wrongSum,
		samples("Var/n=9/impl=parallel-2", 7),
		samples("Var/n=9/impl=limit-2", 5.6),
	)
	assert.Equal(t, `Pi n=9 at GOMAXPROCS=2
  implementation     time      CPU  × python  × numba-parallel  cores  runs
  python          1.00 µs  1.50 µs     1.00×             0.04×   1.50     1
  numba-parallel  60.0 ns  90.0 ns     25.0×             1.00×   1.50     3
  parallel        20.0 ns  30.0 ns      100×             3.00×   1.50     3

Slowsum n=9 at GOMAXPROCS=2
  implementation     time     CPU  × python  × c-openmp  cores  runs
  python           500 ns  750 ns     1.00×       0.01×   1.50     1
  c-openmp        5.00 ns       ?      100×       1.00×      ?     1
  numba is wrong: it answered 129, right is 333

Var n=9 at GOMAXPROCS=2
  implementation     time      CPU  cores  runs  limit
  parallel        7.00 ns  10.5 ns   1.50     1    80%
  limit           5.60 ns  8.40 ns   1.50     1   100%

The slowest first. Time is the median of the runs, times faster the median of the
ratios within each pass. CPU is the time that all cores together spent on a run, cores
how many were busy, limit the share of the row limit that is reached.
python, numpy, numba and c begin the names of the peers; all others are Go.
`, report.Peers(r))
}

// Each exercise has its last size, and its last measured row on all cores. By hand,
// numba-parallel over parallel-unrolled is 40/5, 60/10 and 100/25 in the passes.
func TestLead(t *testing.T) {
	r := read(t,
		"cores: 2",
		"weak: Pi/c-openmp: its loop has no vectors",
		samples("Downloads/n=6/impl=parallel-2", 10),
		samples("Downloads/n=6/impl=python-2", 60),
		samples("Downloads/n=9/impl=parallel-2", 10),
		samples("Downloads/n=9/impl=python-2", 90),
		samples("Pi/n=9/impl=parallel-2", 10, 20, 50),
		samples("Pi/n=9/impl=parallel-unrolled-2", 5, 10, 25),
		samples("Pi/n=9/impl=parallel-simd-1", 1, 1, 1), // at another GOMAXPROCS
		samples("Pi/n=9/impl=simd-2", 1, 1, 1),
		samples("Pi/n=9/impl=limit-2", 1, 1, 1),
		samples("Pi/n=9/impl=python-2", 1000),
		samples("Pi/n=9/impl=numba-parallel-2", 40, 60, 100),
		samples("Pi/n=9/impl=c-openmp-2", 5, 10, 25),
		samples("Var/n=9/impl=python-2", 7),
	)
	assert.Equal(t, `Times faster than each peer, at GOMAXPROCS=2:
                 in Go              × python  × numba-parallel  × c-openmp
  Downloads n=9  parallel              9.00×
  Pi n=9         parallel-unrolled      200×             6.00×       1.00×
  Var n=9
  Weak peers, no lead over them counts: c-openmp of Pi

The median of the ratios within each pass. Empty: no such program, or its answer is wrong.
`, report.Lead(r))
}

// A file says which rows are weak, and the tables that have them.
func TestWeakPeers(t *testing.T) {
	r := read(t,
		"weak: Pi/c-openmp: its loop has no vectors; Var/c-openmp: nobody knows: perhaps; Slowsum/c-openmp: it is not here",
		samples("Pi/n=9/impl=c-openmp-2", 1000),
		samples("Slowsum/n=9/impl=parallel-2", 500),
		samples("Var/n=9/impl=c-openmp-2", 7),
	)
	assert.Equal(t, []report.Weak{
		{Exercise: "Pi", Impl: "c-openmp", Why: "its loop has no vectors"},
		{Exercise: "Var", Impl: "c-openmp", Why: "nobody knows: perhaps"},
		{Exercise: "Slowsum", Impl: "c-openmp", Why: "it is not here"},
	}, r.Weak)
	tables := strings.Split(report.Peers(r), "\n\n")
	assert.Contains(t, tables[0], "\n  c-openmp is a weak peer, no lead over it counts: its loop has no vectors")
	assert.NotContains(t, tables[1], "weak")
	assert.Contains(t, tables[2], "\n  c-openmp is a weak peer, no lead over it counts: nobody knows: perhaps")
}

func TestReadWrong(t *testing.T) {
	row := report.Row{Exercise: "Slowsum", Size: "n=9", Impl: "numba", Procs: 2}
	want := []report.Wrong{{Row: row, Answered: "129", Right: "333"}}
	good := samples("Pi/n=1/impl=python-2", 1)
	r := read(t, wrongSum, good, wrongSum)
	assert.Len(t, r.Rows, 1)
	assert.Equal(t, want, r.Wrong)

	r, err := report.Join(parse(t, "a.txt", good, wrongSum), parse(t, "b.txt", good, wrongSum))
	require.NoError(t, err)
	assert.Equal(t, want, r.Wrong)
}
