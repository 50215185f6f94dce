package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchmath"
	"gonum.org/v1/gonum/stat/combin"
)

// Blocks says which rows differ between two results, each measured in its own block of
// time. Only the rows that can't have changed show what the machine did in between. A row
// is faster or slower if it moved further than any control with the same exercise, size and
// GOMAXPROCS. controls has their names, Pi/sequential, or is nil if they are unknown.
// Without any, no row is faster or slower.
func Blocks(before, after *Results, controls []string) string {
	c := blocks{before: before, after: after, controls: controls}
	var sentences []string
	rows := slices.DeleteFunc(slices.Clone(before.Rows), func(r Row) bool { return after.Samples[r] == nil || before.tooMany(r) })
	questions := slices.DeleteFunc(slices.Clone(rows), c.isControl)
	for i, p := range holm(c.probabilities(questions)) {
		row, ratio := questions[i], c.ratio(questions[i])
		floor, ok := c.floor(row, rows)
		if p < significance && ok && math.Abs(math.Log(ratio)) > floor {
			sentences = append(sentences, fmt.Sprintf("%s: %s %s", row, amount(ratio), direction(ratio)))
		}
	}
	switch enough := c.enough(questions); {
	case controls == nil:
		return msgUnknownControls
	case len(controls) == 0:
		return msgNoBlockControls
	case enough > 0:
		sentences = append(sentences, fmt.Sprintf(msgTooFewPasses, len(questions), enough))
	case len(sentences) == 0:
		sentences = append(sentences, msgNothingKnown)
	}
	return strings.Join(append(sentences, c.movement(rows)), "\n") + "\n"
}

// enough returns how many passes tell any of the rows from chance, if there were fewer. The
// least probability of Mann and Whitney's test is twice that of one order among all orders
// of both samples.
func (c blocks) enough(rows []Row) (passes int) {
	if len(rows) == 0 {
		return 0
	}
	can := func(a, b int) bool {
		return 2/combin.GeneralizedBinomial(float64(a+b), float64(a))*float64(len(rows)) < significance
	}
	if slices.ContainsFunc(rows, func(r Row) bool { return can(len(c.before.Samples[r].Seconds), len(c.after.Samples[r].Seconds)) }) {
		return 0
	}
	for passes = 1; !can(passes, passes); passes++ {
	}
	return passes
}

// tooMany reports whether a row has more goroutines than there are cores.
func (r *Results) tooMany(row Row) bool { return r.Cores != 0 && row.Procs > r.Cores }

type blocks struct {
	before, after *Results
	controls      []string
}

func (c blocks) isControl(row Row) bool {
	return slices.Contains(c.controls, row.Exercise+"/"+row.Impl)
}

func (c blocks) ratio(row Row) float64 { return c.after.Time(row).Center / c.before.Time(row).Center }

// probabilities returns those of Mann and Whitney's test, as in benchstat.
func (c blocks) probabilities(rows []Row) (ps []float64) {
	for _, row := range rows {
		b := benchmath.NewSample(slices.Clone(c.before.Samples[row].Seconds), &benchmath.DefaultThresholds)
		a := benchmath.NewSample(slices.Clone(c.after.Samples[row].Seconds), &benchmath.DefaultThresholds)
		ps = append(ps, benchmath.AssumeNothing.Compare(b, a).P)
	}
	return ps
}

// floor returns how far the controls beside a row moved, as the logarithm of a ratio. ok
// is false if it has none.
func (c blocks) floor(row Row, rows []Row) (floor float64, ok bool) {
	for _, r := range rows {
		if c.isControl(r) && r.table() == row.table() && r.Procs == row.Procs {
			floor, ok = max(floor, math.Abs(math.Log(c.ratio(r)))), true
		}
	}
	return floor, ok
}

// movement says how far all controls moved.
func (c blocks) movement(rows []Row) string {
	var moves []float64
	for _, r := range rows {
		if c.isControl(r) {
			moves = append(moves, math.Exp(math.Abs(math.Log(c.ratio(r)))))
		}
	}
	if len(moves) == 0 {
		return msgNoControls
	}
	return fmt.Sprintf(msgBlockControls, len(moves), amount(median(moves)), amount(slices.Max(moves)))
}
