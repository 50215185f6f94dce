package report

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Change says how the time of a row differs between two versions, interleaved in one
// run.
//
// A round measures both versions twice, in the order before, after, after, before or the
// opposite. It gives one ratio: of the shorter time after to the shorter time before. Other
// work of the machine makes times longer and never shorter, for both versions. Ratio is the
// median of the rounds' ratios, and Lo to Hi its interval by order statistics, for any
// distribution of the ratios.
type Change struct {
	Row
	Before, After float64 // seconds of a run: medians of the rounds' shorter times
	Ratio, Lo, Hi float64
	Control       bool // its code is the same in both versions
	Verdict       Verdict

	first, again []float64 // ratios of the first measurement, and of the second
}

// Rounds returns how many rounds measured the change.
func (c *Change) Rounds() int { return len(c.first) + len(c.again) }

func (c *Change) ratios() []float64 { return slices.Concat(c.first, c.again) }

// A Verdict is the result of a comparison for a row.
type Verdict string

// The verdicts. Faster and Slower need a difference of the margin or more that is not
// chance, and a second measurement that agrees. Same needs an interval within the margin.
const (
	Faster  Verdict = "faster"
	Slower  Verdict = "slower"
	Same    Verdict = "same"
	Unclear Verdict = "not measurable"
)

// significance is the probability that any row of a comparison differs by chance, in each
// measurement.
const significance = 0.05

// signTest returns the probability that ratios of two equally fast versions are on one
// side of 1 as often as these, or more often. For them each side is equally likely.
func signTest(ratios []float64) float64 {
	above, below := 0, 0
	for _, r := range ratios {
		switch {
		case r > 1:
			above++
		case r < 1:
			below++
		}
	}
	n := above + below
	if n == 0 {
		return 1
	}
	return min(1, 2*distuv.Binomial{N: float64(n), P: 0.5}.CDF(float64(min(above, below))))
}

// holm corrects probabilities for their number (S. Holm, A simple sequentially rejective
// multiple test procedure, Scandinavian Journal of Statistics 6, 1979). Then the
// probability that any of those below a bound is there by chance is below that bound.
func holm(ps []float64) []float64 {
	order := make([]int, len(ps))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(ps[a], ps[b]) })
	corrected := make([]float64, len(ps))
	largest := 0.0
	for rank, i := range order {
		largest = max(largest, min(1, ps[i]*float64(len(ps)-rank)))
		corrected[i] = largest
	}
	return corrected
}

// size returns the size of a change, the same for faster and slower, and 0 for none.
func (c *Change) size() float64 { return math.Abs(math.Log(c.Ratio)) }

// within reports whether the interval is within a margin around no change.
func (c *Change) within(margin float64) bool {
	return c.bounded() && -math.Log(c.Lo) < math.Log1p(margin) && math.Log(c.Hi) < math.Log1p(margin)
}

// bounded reports whether there are enough rounds for an interval.
func (c *Change) bounded() bool { return c.Lo > 0 && !math.IsInf(c.Hi, 1) }

// moved reports whether a row became faster or slower.
func (c *Change) moved() bool { return c.Verdict == Faster || c.Verdict == Slower }

// direction returns Faster or Slower for a ratio of the times after and before.
func direction(ratio float64) Verdict {
	if ratio > 1 {
		return Slower
	}
	return Faster
}
