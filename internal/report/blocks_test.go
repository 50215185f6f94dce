package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/report"
)

// block returns a result whose rows have these times, in eight passes that hardly
// scatter.
func block(t *testing.T, name string, ns map[string]float64) *report.File {
	t.Helper()
	var b strings.Builder
	b.WriteString("cores: 2\n")
	for pass := range 8 {
		for row, time := range ns {
			fmt.Fprintf(&b, "BenchmarkPi/n=9/impl=%s-2\t1\t%.3f ns/op\n", row, time*(1+0.001*float64(pass)))
		}
	}
	return parse(t, name, b.String())
}

// A row differs if it moved further than all controls. Nothing differs if they moved as
// far, or if there are none.
func TestBlocks(t *testing.T) {
	before := block(t, "a.txt", map[string]float64{"sequential": 400, "limit": 100, "unrolled": 200, "parallel": 200}).Results()
	after := block(t, "b.txt", map[string]float64{"sequential": 404, "limit": 110, "unrolled": 240, "parallel": 216}).Results()
	assert.Equal(t, `Pi n=9 unrolled at GOMAXPROCS=2: 20% slower
The 2 rows whose code is the same in both moved by 5.5% (the median), and by up to 10%.
`, report.Blocks(before, after, []string{"Pi/sequential", "Pi/limit"}))
	assert.Equal(t, `No row is known to be faster or slower.
The 2 rows whose code is the same in both moved by 14% (the median), and by up to 20%.
`, report.Blocks(before, after, []string{"Pi/parallel", "Pi/unrolled"}))
	assert.Contains(t, report.Blocks(before, after, []string{}), "all rows run code that changed")
	assert.Contains(t, report.Blocks(before, after, nil), "unknown")
}

// With six passes the test can't tell one of thirty rows from chance, whatever their times,
// and the answer says so. Controls don't count as questions.
func TestBlocksOfFewPasses(t *testing.T) {
	text := func(factor int) string {
		var b strings.Builder
		b.WriteString("cores: 2\n")
		for pass := range 6 {
			for row := range 30 {
				fmt.Fprintf(&b, "BenchmarkPi/n=%d/impl=a-2\t1\t%d ns/op\n", row+1, 1000*factor+pass)
			}
			fmt.Fprintf(&b, "BenchmarkPi/n=1/impl=control-2\t1\t%d ns/op\n", 1000+pass)
		}
		return b.String()
	}
	before, after := parse(t, "a.txt", text(1)).Results(), parse(t, "b.txt", text(2)).Results()
	assert.Contains(t, report.Blocks(before, after, []string{"Pi/control"}), "There are too few passes to call any of 30 rows faster or slower: save both with -count 7 or more.\n")
	assert.NotContains(t, report.Blocks(before, after, []string{"Pi/a"}), "too few passes")
}

// A comparison says before its tables that it compares two blocks of time, and repeats the
// warnings of both files.
func TestCompareSaysWhatItIs(t *testing.T) {
	noisy := "cores: 2\n"
	for pass := range 8 {
		noisy += fmt.Sprintf("BenchmarkPi/n=9/impl=parallel-2\t1\t%d ns/op\n", 100+100*(pass%2))
	}
	text, err := compare(t, parse(t, "a.txt", noisy), block(t, "b.txt", map[string]float64{"parallel": 100}))
	require.NoError(t, err)
	head, _, _ := strings.Cut(text, "Time of a run")
	assert.Contains(t, head, "Two blocks of time are compared")
	assert.Contains(t, head, "./bench.sh ab")
	assert.Contains(t, head, "a:\nwarning: ±33% noise")
	assert.NotContains(t, head, "b:\n")
}
