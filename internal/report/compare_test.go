package report_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/report"
)

func compare(t *testing.T, before, after *report.File) (string, error) {
	var b strings.Builder
	err := report.Compare(t.Context(), &b, before, after, report.Options{Benchstat: benchstat})
	return trimLines(b.String()), err
}

// A row at GOMAXPROCS=1 is the same row with and without its -1.
func TestCompare(t *testing.T) {
	names := []string{"Pi/n=9/impl=sequential-1", "Pi/n=9/impl=parallel-2"}
	before := "cores: 2\n" + passes(map[string]int{names[0]: 400, names[1]: 200}, names...) + samples("Var/n=9/impl=limit-2", 1)
	after := "cores: 2\n" + strings.ReplaceAll(passes(map[string]int{names[0]: 400, names[1]: 100}, names...), "sequential ", "sequential-1 ") +
		samples("Pi/n=9/impl=simd-2", 10) + "\n" + samples("Pi/n=99/impl=simd-2", 10)
	text, err := compare(t, parse(t, "results/be=fore.txt", before), parse(t, "-after.txt", after))
	require.NoError(t, err)
	assert.Equal(t, `Two blocks of time are compared, so other work of the machine counts, too.
To know whether a change is faster: ./bench.sh ab, which interleaves both.

Time of a run, a row for each implementation and GOMAXPROCS (~: no difference seen):

.name: Pi
/n: 9
             │   be-fore   │                 -after                 │
             │   sec/op    │    sec/op      vs base                 │
sequential 1   400.0n ± 0%   400.0n ± 0%          ~ (p=1.000 n=6) ¹
parallel 2     200.0n ± 0%   100.0n ± 0%    -50.00% (p=0.002 n=6)
simd 2                       10.00n ±  ∞ ²
geomean        282.8n        73.68n         -29.29%
¹ all samples are equal
² need >= 6 samples for confidence interval at level 0.95
Left out, as the two have no row of it in common: Var n=9, Pi n=99

Nothing is called faster or slower: the rows that can't have changed are unknown.
(./bench.sh save keeps the sources, and two results with sources show it.)
`, text)
}

func TestCompareOfOneName(t *testing.T) {
	text, err := compare(t, parse(t, "old/r.txt", sweep), parse(t, "new/r.txt", sweep))
	require.NoError(t, err)
	assert.Regexp(t, `│ +old/r.txt +│ +new/r.txt +│`, text)
	assert.NotContains(t, text, "warning")
}

func TestCompareOfWhatDoesNotCompare(t *testing.T) {
	_, err := compare(t, parse(t, "r.txt", sweep), parse(t, "./r.txt", sweep))
	require.EqualError(t, err, "report: compare takes two different results, not r.txt twice")

	pi, pi2, other := samples("Pi/n=1/impl=a-1", 1), samples("Pi/n=1/impl=a-2", 1), samples("Var/n=1/impl=a-1", 1)
	_, err = compare(t, parse(t, "a.txt", pi), parse(t, "b.txt", other, pi2))
	require.EqualError(t, err, "report: a.txt and b.txt have no row in common: the one has Pi n=1 at GOMAXPROCS=1, the other Var n=1, Pi n=1 at GOMAXPROCS=1,2")
}

// The lecture's downloads have the same n as a sweep's, and a hundred times the
// latency. Peers have either.
func TestCompareOfOtherKinds(t *testing.T) {
	six, sixty, hundred := samples("Downloads/n=6/impl=parallel-2", 1, 1), samples("Downloads/n=60/impl=parallel-2", 1, 1), samples("Pi/n=100/impl=parallel-2", 1, 1)
	inSweep := parse(t, "a.txt", six, sixty, hundred)
	inLecture := parse(t, "b.txt", "sizes: lecture", six, hundred)
	text, err := compare(t, inSweep, inLecture)
	require.NoError(t, err)
	assert.Contains(t, text, ".name: Pi\n")
	assert.Contains(t, text, "Left out, as the two have no row of it in common: Downloads n=6, Downloads n=60\n")

	text, err = compare(t, inLecture, parse(t, "c.txt", "sizes: peers", six))
	require.NoError(t, err)
	assert.Contains(t, text, ".name: Downloads\n")
	text, err = compare(t, inSweep, parse(t, "d.txt", "sizes: peers", sixty))
	require.NoError(t, err)
	assert.Contains(t, text, ".name: Downloads\n/n: 60\n")
}

func TestCompareWarns(t *testing.T) {
	text, err := compare(t, parse(t, "a.txt", sweep), parse(t, "b.txt", strings.Replace(sweep, "cores: 2", "cores: 16", 1)))
	require.NoError(t, err)
	assert.True(t, strings.Contains(text, "interleaves both.\n\nwarning: a.txt was measured on 2 cores, b.txt on 16 cores: times of different machines do not compare.\n\nTime of a run"), text)
}
