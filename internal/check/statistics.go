package check

import (
	"math"
	"testing"
)

// Seeds is the number of runs that [ZScores] looks at.
const Seeds = 200

// ZScores checks an estimator against the truth by many runs. z(seed) is
// (estimate − truth) / standard error, so over the seeds it has mean 0 and
// variance 1. The bounds are four or five standard errors; the seeds are fixed,
// so a run that passes passes always.
//
// What each finds: a biased estimate moves the mean. The same stream for several
// pieces or lanes, a seed that is ignored or a standard error that is too small
// raise the variance; an answer from a formula lowers it.
func ZScores(t *testing.T, z func(seed uint64) float64) {
	t.Helper()
	var sum, squares float64
	first, varies := z(0), false
	for seed := range uint64(Seeds) {
		x := z(seed)
		varies = varies || x != first
		if math.IsNaN(x) {
			Fail(t, "With seed %d the answer is not a number. Is 0 divided by 0, or a root taken of something negative?", seed)
		}
		sum += x
		squares += x * x
	}
	mean, variance := sum/math.Sqrt(Seeds), squares/Seeds
	switch {
	case !varies:
		Fail(t, "%d runs with different seeds give the same answer: the random numbers do not depend on the seed, or there are none.", Seeds)
	case !(math.Abs(mean) <= 5):
		Fail(t, "The mean of %d runs is %.1f of its standard errors away from the truth, and by chance it would be less than 5: the estimate is biased. Are some samples counted twice, or not at all?", Seeds, mean)
	case !(variance <= 1.4):
		Fail(t, "Over %d runs the estimate scatters with %.1f times the variance that independent samples have. Samples that should be independent repeat one another: the same stream in several places, or lanes that begin alike.", Seeds, variance)
	case !(variance >= 0.6):
		Fail(t, "Over %d runs the estimate scatters with %.2f of the variance that it claims. Is it simulated at all, or is the standard error too large?", Seeds, variance)
	}
}

// Neighbours checks that runs with seeds s and s+1 have nothing in common: the
// correlation of their z-scores is 0. Streams that are numbered seed + i share all
// but one with those of the neighbouring seed.
func Neighbours(t *testing.T, z func(seed uint64) float64) {
	t.Helper()
	var sum, squares float64
	previous := z(0)
	for seed := range uint64(Seeds) {
		x := z(seed + 1)
		sum += x * previous
		squares += x * x
		previous = x
	}
	switch correlation := sum / squares; {
	case math.IsNaN(correlation):
		Fail(t, "An answer is not a number, or all %d are exactly the truth, which no simulation is.", Seeds)
	case !(math.Abs(correlation)*math.Sqrt(Seeds) <= 5):
		Fail(t, "Runs with seeds s and s+1 correlate by %.2f, and should not at all. Is a stream made by adding something to the seed? Then neighbouring seeds share most of their streams. random.Stream keeps them apart.", correlation)
	}
}
