package report_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/report"
)

// A machine returns the time of a run that takes a second on an idle machine.
type machine func(r *rand.Rand) float64

// A shared machine is slower at times, by up to three times.
func shared(r *rand.Rand) float64 {
	t := 1 + 0.01*r.ExpFloat64()
	if r.IntN(3) == 0 {
		t *= 1 + 2*r.Float64()
	}
	return t
}

// A comparison is invented: it says by how much the rows differ, and which are controls.
type comparison struct {
	ratios   map[string]float64
	controls string
	rounds   int
	margin   float64
}

// text returns the result of the rounds, and of more rounds that are called again.
func (c comparison) text(r *rand.Rand, m machine, again int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "cores: 2\nbefore: HEAD (1234567)\nafter: the working tree\nmargin: %g\ncontrols: %s\n", c.margin, c.controls)
	for round := range c.rounds + again {
		name := fmt.Sprint(round)
		if round >= c.rounds {
			name = report.Again + name
		}
		for _, side := range []string{"before", "after", "after", "before"} {
			fmt.Fprintf(&b, "side: %s\nround: %s\n", side, name)
			for _, row := range sortedKeys(c.ratios) {
				seconds := m(r)
				if side == "after" {
					seconds *= c.ratios[row]
				}
				fmt.Fprintf(&b, "BenchmarkPi/n=9/impl=%s-2\t1\t%.1f ns/op\n", row, 1e6*seconds)
			}
		}
	}
	return b.String()
}

func sortedKeys(m map[string]float64) (keys []string) {
	for _, key := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		if _, ok := m[key]; ok {
			keys = append(keys, key)
		}
	}
	return keys
}

func (c comparison) pair(t *testing.T, r *rand.Rand, m machine, again int) *report.Pair {
	t.Helper()
	file, err := report.Parse("r.txt", []byte(c.text(r, m, again)))
	require.NoError(t, err)
	pair, ok := file.Pair()
	require.True(t, ok)
	return pair
}

func verdicts(p *report.Pair) map[string]report.Verdict {
	found := map[string]report.Verdict{}
	for _, c := range p.Changes {
		found[c.Impl] = c.Verdict
	}
	return found
}

func random() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// If eight rows take the same time, no more than one comparison in twenty finds a
// difference, whatever the machine. In every third one a row only seems to differ.
func TestNothingIsFoundWhereNothingIs(t *testing.T) {
	c := comparison{rounds: 30, margin: 0.02, ratios: map[string]float64{"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1, "h": 1}}
	erratic := func(r *rand.Rand) float64 { return 1 + r.ExpFloat64() }
	r, suspected, found := random(), 0, 0
	for range 100 {
		p := c.pair(t, r, erratic, 30)
		suspected += min(1, len(c.pair(t, r, erratic, 0).Unconfirmed()))
		if _, moved := count(p); moved > 0 {
			found++
		}
	}
	assert.LessOrEqual(t, found, 5)
	assert.Greater(t, suspected, 20)
}

func count(p *report.Pair) (same, moved int) {
	for _, c := range p.Changes {
		switch c.Verdict {
		case report.Same:
			same++
		case report.Faster, report.Slower:
			moved++
		}
	}
	return same, moved
}

// A comparison finds a change of 5%, or of 3%, even if the times scatter by two thirds.
// The interval contains the change.
func TestChangesAreFound(t *testing.T) {
	for _, change := range []float64{1.05, 1 / 1.05, 1.03, 3} {
		c := comparison{rounds: 150, margin: 0.02, controls: "Pi/b Pi/c", ratios: map[string]float64{"a": change, "b": 1, "c": 1, "d": 1}}
		want := report.Slower
		if change < 1 {
			want = report.Faster
		}
		r := random()
		for range 10 {
			p := c.pair(t, r, shared, 150)
			assert.Equal(t, want, verdicts(p)["a"])
			a := p.Changes[0]
			assert.InDelta(t, change, a.Ratio, 0.02*change)
			assert.Less(t, math.Log(a.Hi/a.Lo), 0.04)
			assert.True(t, p.Changes[1].Control && !a.Control)
			assert.Equal(t, report.Same, verdicts(p)["d"])
			assert.Equal(t, want == report.Slower, p.Slower())
		}
	}
}

// A row that seems to differ has no verdict before the second measurement. It has none
// if that differs the other way, or not at all.
func TestADifferenceIsMeasuredTwice(t *testing.T) {
	c := comparison{rounds: 60, margin: 0.02, ratios: map[string]float64{"a": 1.2, "b": 1}}
	p := c.pair(t, random(), shared, 0)
	require.Len(t, p.Unconfirmed(), 1)
	assert.Equal(t, "a", p.Unconfirmed()[0].Impl)
	assert.Equal(t, report.Unclear, verdicts(p)["a"])
	assert.Regexp(t, `(?m)^Seem to differ, but were not measured again to be sure: a of Pi at n=9 \(\+.*\)\.$`, p.Answer())
	assert.NotContains(t, p.Answer(), "Not measurable here")
	assert.Empty(t, c.pair(t, random(), shared, 60).Unconfirmed())

	for _, second := range []float64{1, 0.8} {
		r := random()
		text := c.text(r, shared, 0)
		c.ratios = map[string]float64{"a": second}
		again := comparison{rounds: 0, margin: 0.02, ratios: map[string]float64{"a": second}}.text(r, shared, 60)
		c.ratios = map[string]float64{"a": 1.2, "b": 1}
		file, err := report.Parse("r.txt", []byte(text+again))
		require.NoError(t, err)
		p, _ := file.Pair()
		assert.Equal(t, report.Unclear, verdicts(p)["a"], second)
	}
}

// A difference below the margin is none, however sure it is.
func TestMargin(t *testing.T) {
	exact := func(r *rand.Rand) float64 { return 1 + 0.001*r.Float64() }
	c := comparison{rounds: 60, margin: 0.02, ratios: map[string]float64{"a": 1.01, "b": 1.03}}
	p := c.pair(t, random(), exact, 60)
	assert.Equal(t, map[string]report.Verdict{"a": report.Same, "b": report.Slower}, verdicts(p))
	c.margin = 0.05
	assert.Equal(t, map[string]report.Verdict{"a": report.Same, "b": report.Same}, verdicts(c.pair(t, random(), exact, 60)))
}

// If a control moved, no row that moved less has a verdict.
func TestControlsMove(t *testing.T) {
	c := comparison{rounds: 60, margin: 0.02, controls: "Pi/c Pi/d", ratios: map[string]float64{"a": 1.05, "b": 1.2, "c": 1.1, "d": 1}}
	p := c.pair(t, random(), shared, 60)
	assert.Equal(t, report.Unclear, verdicts(p)["a"])
	assert.Equal(t, report.Slower, verdicts(p)["b"])
	assert.Equal(t, report.Slower, verdicts(p)["c"])
	assert.InDelta(t, math.Log(1.1), p.Floor(), 0.02)
	assert.Contains(t, p.Answer(), "1 of 2 controls moved, by up to 1")
}

// An interrupted round does not count, and a row of only one version is no change.
func TestHalfARound(t *testing.T) {
	line := func(side, round, row string, ns int) string {
		return fmt.Sprintf("side: %s\nround: %s\nBenchmarkPi/n=9/impl=%s-2\t1\t%d ns/op\n", side, round, row, ns)
	}
	text := "before: x\nafter: y\nmargin: 0.02\n"
	for round := range 8 {
		text += line("before", fmt.Sprint(round), "a", 100) + line("after", fmt.Sprint(round), "a", 100)
	}
	text += line("before", "9", "a", 1) + line("after", "9", "new", 1)
	file, err := report.Parse("r.txt", []byte(text))
	require.NoError(t, err)
	p, ok := file.Pair()
	require.True(t, ok)
	require.Len(t, p.Changes, 1)
	assert.Equal(t, 8, p.Changes[0].Rounds())
	assert.Equal(t, 1.0, p.Changes[0].Ratio)
}

// The shorter of two times counts, because other work only makes times longer.
func TestTheShorterTime(t *testing.T) {
	disturbed := func(r *rand.Rand) float64 {
		if r.IntN(4) == 0 {
			return 10
		}
		return 1 + 0.001*r.Float64()
	}
	c := comparison{rounds: 30, margin: 0.02, ratios: map[string]float64{"a": 1}}
	p := c.pair(t, random(), disturbed, 0)
	assert.Equal(t, report.Same, verdicts(p)["a"])
}

// An interrupted round may have two times of one version and one of the other. That is
// unfair, because the shorter of two times is shorter than one.
func TestAnUnevenRound(t *testing.T) {
	c := comparison{rounds: 8, margin: 0.02, ratios: map[string]float64{"a": 1}}
	text := c.text(random(), shared, 0)
	for _, side := range []string{"before", "after", "after"} {
		text += fmt.Sprintf("side: %s\nround: 8\nBenchmarkPi/n=9/impl=a-2\t1\t100 ns/op\n", side)
	}
	file, err := report.Parse("r.txt", []byte(text))
	require.NoError(t, err)
	p, _ := file.Pair()
	assert.Equal(t, 8, p.Changes[0].Rounds())
}

// The answer names the rows that only one version has.
func TestOneSided(t *testing.T) {
	text := "before: x\nafter: y\nmargin: 0.02\n"
	for _, side := range []string{"before", "after", "after", "before"} {
		text += fmt.Sprintf("side: %s\nround: 1\nBenchmarkPi/n=9/impl=%s-2\t1\t100 ns/op\n", side, side)
	}
	text += "side: before\nround: 2\nBenchmarkPi/n=9/impl=interrupted-2\t1\t100 ns/op\n"
	file, err := report.Parse("r.txt", []byte(text))
	require.NoError(t, err)
	p, ok := file.Pair()
	require.True(t, ok)
	assert.Equal(t, "Nothing was measured in both versions.\nNot compared, because only one of the two versions has the row: before of Pi at n=9, after of Pi at n=9.\n", p.Answer())
}

// The answer claims no more than was measured.
func TestAnswerOfLittle(t *testing.T) {
	few := comparison{rounds: 2, margin: 0.02, controls: "Pi/b", ratios: map[string]float64{"a": 1, "b": 1}}
	answer := few.pair(t, random(), shared, 0).Answer()
	assert.Contains(t, answer, "No row is known to be faster or slower.\n")
	assert.Contains(t, answer, "none of 1 is known to have moved, but 1 row is not measurable.")
	few.controls = "Pi/a Pi/b"
	assert.Contains(t, few.pair(t, random(), shared, 0).Answer(), "Nothing that changed was measured in both")
}

// So the change is that of the shorter times, even if other work disturbed most times.
func TestTimesAreTheShorter(t *testing.T) {
	disturbed := func(r *rand.Rand) float64 {
		if r.IntN(5) < 3 {
			return 10
		}
		return 1 + 0.001*r.Float64()
	}
	c := comparison{rounds: 100, margin: 0.02, ratios: map[string]float64{"a": 1.5}}
	a := c.pair(t, random(), disturbed, 0).Changes[0]
	assert.InDelta(t, 1e-3, a.Before, 1e-5)
	assert.InDelta(t, 1.5e-3, a.After, 1e-5)
}

func TestNoPair(t *testing.T) {
	for _, text := range []string{sweep, "before: 3\n" + sweep, "before: 3\nafter: 4\n" + sweep} {
		file, err := report.Parse("r.txt", []byte(text))
		require.NoError(t, err)
		_, ok := file.Pair()
		assert.False(t, ok)
	}
}

// A result of two versions can't stand for one, because it has the times of both.
func TestPairsAreRefused(t *testing.T) {
	file := answer.pair(t, random(), shared, 0).File
	_, err := report.Join(file)
	require.EqualError(t, err, "report: r.txt has the times of two versions, not of one: ./bench.sh show r says how they compare")
	_, err = compare(t, parse(t, "a.txt", sweep), file)
	require.ErrorContains(t, err, "r.txt has the times of two versions")
}

// A margin that was edited away is an error, not a margin of 0.
func TestNoMargin(t *testing.T) {
	for _, margin := range []string{"", "abc", "0", "2", "NaN"} {
		text := strings.Replace(answer.text(random(), shared, 0), "margin: 0.02", "margin: "+margin, 1)
		_, err := report.Parse("r.txt", []byte(text))
		require.ErrorContains(t, err, fmt.Sprintf("r.txt has a margin of %q", margin))
	}
}

// A note says that a file has two comparisons.
func TestTwoPairs(t *testing.T) {
	text := answer.text(random(), shared, 0)
	file, err := report.Parse("r.txt", []byte(text+strings.Replace(text, "before: HEAD", "before: main", 1)))
	require.NoError(t, err)
	assert.Contains(t, strings.Join(file.Notes(), "\n"), "has lines of several runs: before is")
}

// answer is a comparison whose whole answer is known.
var answer = comparison{rounds: 60, margin: 0.02, controls: "Pi/d", ratios: map[string]float64{"a": 1.14, "b": 0.25, "c": 1, "d": 1}}

func TestAnswer(t *testing.T) {
	exact := func(r *rand.Rand) float64 { return 1 + 0.0001*r.Float64() }
	p := answer.pair(t, random(), exact, 60)
	var b bytes.Buffer
	require.NoError(t, p.Write(&b, report.Text))
	assert.Equal(t, `HEAD (1234567), then the working tree, interleaved; intervals are of 95%:

a of Pi: 14% slower (14% to 14%), at n=9
b of Pi: 4.00× faster (4.00× to 4.00×), at n=9
1 row is the same, within 2%.
Controls (same code in both): none of 1 moved.

  exercise  size  row   before    after  change  interval            verdict
  Pi        n=9   a    1.00 ms  1.14 ms  +14.0%  (+14.0% to +14.0%)  slower
  Pi        n=9   b    1.00 ms   250 µs  -75.0%  (-75.0% to -75.0%)  faster
  Pi        n=9   c    1.00 ms  1.00 ms   +0.0%  (+0.0% to +0.0%)    same
  Pi        n=9   d    1.00 ms  1.00 ms   +0.0%  (+0.0% to +0.0%)    same (control)
`, b.String())
}

func TestAnswerAsATable(t *testing.T) {
	p := answer.pair(t, random(), shared, 60)
	var md, csv bytes.Buffer
	require.NoError(t, p.Write(&md, report.Markdown))
	assert.Contains(t, md.String(), "a of Pi: 14% slower")
	assert.Contains(t, md.String(), "\n| exercise | size | row | before | after | change | interval | verdict |\n| --- | --- | --- | ---: | ---: | ---: | --- | --- |\n| Pi | n=9 | a | ")
	require.NoError(t, p.Write(&csv, report.CSV))
	lines := strings.Split(csv.String(), "\n")
	assert.Equal(t, "exercise,size,row,gomaxprocs,before_sec,after_sec,ratio,ratio_low,ratio_high,rounds,control,verdict", lines[0])
	assert.Regexp(t, `^Pi,n=9,a,2,0\.001\d+,0\.001\d+,1\.1\d+,1\.1\d+,1\.1\d+,120,false,slower$`, lines[1])
	assert.Len(t, lines, 6)
}
