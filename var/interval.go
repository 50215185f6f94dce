package risk

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// setRanks sets the rank of the quantile, the lecture's int(n·α), and those of
// its interval. How many of n returns lie below the true quantile is binomial, so
// the ranks that enclose that number in 95 % of the cases enclose the quantile,
// whatever the distribution of the returns. A rank of -1 or n means that no
// return is far enough out. (W. J. Conover, "Practical Nonparametric Statistics",
// Wiley 1999, section 3.2.)
func (q *quantile) setRanks(alpha float64) {
	// 1 − 0.9 is a little less than 0.1: without the millionth, n·α would be
	// rounded down to the rank below.
	q.rank = min(int(float64(q.n)*alpha+1e-6), q.n-1)
	q.low = binomialQuantile(0.025, q.n, alpha) - 1
	q.high = binomialQuantile(0.975, q.n, alpha)
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
