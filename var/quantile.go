package risk

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// A quantile has the ranks of the answer among n sorted returns, from 0: that of
// the quantile itself, and those of the ends of its interval. An end of -1 or n
// means that no return is far enough out.
type quantile struct {
	n, low, rank, high int
}

// newQuantile returns the ranks of the alpha-quantile. The lecture's is int(n·α).
// The number of returns below the true quantile is binomial. So the ranks that
// enclose that number in 95 % of the cases enclose the quantile, whatever the
// distribution of the returns. (W. J. Conover, "Practical Nonparametric Statistics",
// Wiley 1999, section 3.2.)
func newQuantile(n int, alpha float64) quantile {
	return quantile{
		n:   n,
		low: binomialQuantile(0.025, n, alpha) - 1,
		// 1 − 0.9 is less than 0.1 by 3·10⁻¹⁷. Without a little more, n·α would round
		// down to the rank below.
		rank: min(int(float64(n)*(alpha+1e-16)+1e-6), n-1),
		high: binomialQuantile(0.975, n, alpha),
	}
}

// binomialQuantile returns the smallest k for which the probability of k or fewer
// of n successes is p or more, if each has the probability alpha.
func binomialQuantile(p float64, n int, alpha float64) int {
	if alpha > 0.5 {
		return n - binomialQuantile(1-p, n, 1-alpha) // count the failures
	}
	size, odds := float64(n), alpha/(1-alpha)
	if mean := size * alpha; mean > 500 { // as good as normal
		return int(math.Ceil(mean + distuv.UnitNormal.Quantile(p)*math.Sqrt(mean*(1-alpha))))
	}
	k, probability := 0.0, math.Exp(size*math.Log1p(-alpha)) // of k successes
	for total := probability; total < p; total += probability {
		k++
		probability *= odds * (size - k + 1) / k
	}
	return int(k)
}

// misses reports whether a part of the answer lies below the returns inside the
// window, or above them.
func (q quantile) misses(t Tally) (below, above bool) {
	return max(q.low, 0) < t.Below, min(q.high, q.n-1) >= t.Below+len(t.Inside)
}

// widen opens the window at the end beyond which a part of the answer lies.
func (q quantile) widen(w Window, t Tally) Window {
	below, above := q.misses(t)
	if below {
		w.Low = math.Inf(-1)
	}
	if above {
		w.High = math.Inf(1)
	}
	return w
}

// read finds the answer in the tally of all returns. It narrows xs from the returns
// inside the window to the interval around the quantile. Then little is left to
// search.
func (q quantile) read(t Tally, lowest func(xs []float64, k int)) (Risk, error) {
	if err := q.check(t); err != nil {
		return Risk{}, err
	}
	front := func(xs []float64, last int) []float64 { // the lowest, up to the one of rank last
		lowest(xs, last+1)
		return xs[:last+1]
	}
	r := Risk{Low: math.Inf(-1), High: math.Inf(1)}
	xs, below, first := t.Inside, t.Sum, t.Below // first is the rank of the lowest in xs
	if q.high < q.n {
		xs = front(xs, q.high-first)
		r.Low = -xs[len(xs)-1]
	}
	if q.low >= 0 {
		last := q.low - first
		r.High = -front(xs, last)[last]
		xs, below, first = xs[last:], below+sum(xs[:last]), q.low
	}
	xs = front(xs, q.rank-first)
	r.VaR = -xs[len(xs)-1]
	r.ES = -(below + sum(xs)) / float64(q.rank+1)
	return r, nil
}

// check returns an error if a wrong kernel made the tally.
func (q quantile) check(t Tally) error {
	if below, above := q.misses(t); below || above {
		return fmt.Errorf("risk: the kernel tallied %d returns below the window and %d inside, of %d: some are missing",
			t.Below, len(t.Inside), q.n)
	}
	if total := t.Sum + sum(t.Inside); math.IsNaN(total) || math.IsInf(total, 0) {
		return fmt.Errorf("risk: the kernel's returns add up to %v, want finite numbers", total)
	}
	return nil
}
