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
//
// The name says of what the estimate is, for the message.
func ZScores(t *testing.T, name string, z func(seed uint64) float64) {
	t.Helper()
	zs := scores(t, name, z)
	var sum, squares float64
	for _, x := range zs {
		sum += x
		squares += x * x
	}
	mean, variance := sum/math.Sqrt(Seeds), squares/Seeds
	switch repeats := !(variance <= 1.4); {
	case repeats && math.Abs(mean) <= 5*math.Sqrt(variance):
		Fail(t, "%s: over %d runs the estimate scatters with %.1f times the variance that independent samples have. Samples that should be independent repeat one another: the same stream in several places, lanes that begin alike, or a state that does not move on.", name, Seeds, variance)
	case !(math.Abs(mean) <= 5):
		Fail(t, "%s: the mean of %d runs is %.1f of its standard errors away from the truth, and by chance it would be less than 5: the estimate is biased. Is every sample counted once, and with the right formula?", name, Seeds, mean)
	case repeats:
		Fail(t, "%s: over %d runs the estimate scatters with %.1f times the variance that independent samples have.", name, Seeds, variance)
	case !(variance >= 0.6):
		Fail(t, "%s: over %d runs the estimate scatters with %.2f of the variance that it claims. Is it simulated at all, or is the standard error too large?", name, Seeds, variance)
	}
}

// scores returns the z-scores of the first seeds. They have to be numbers, and not
// all the same.
func scores(t *testing.T, name string, z func(seed uint64) float64) []float64 {
	t.Helper()
	zs := make([]float64, Seeds)
	varies := false
	for seed := range zs {
		zs[seed] = z(uint64(seed))
		if math.IsNaN(zs[seed]) {
			Fail(t, "%s: with seed %d the answer or its standard error is not a number. Is 0 divided by 0, or a root taken of something negative?", name, seed)
		}
		varies = varies || zs[seed] != zs[0]
	}
	if !varies {
		Fail(t, "%s: %d runs with different seeds give the same answer. The random numbers do not depend on the seed, or there are none; or all samples count alike, as after an overflow.", name, Seeds)
	}
	return zs
}

// Neighbours checks that runs with seeds s and s+1 have nothing in common: the
// correlation of their z-scores is 0. Streams that are numbered seed + i share all
// but one with those of the neighbouring seed.
func Neighbours(t *testing.T, name string, z func(seed uint64) float64) {
	t.Helper()
	zs := scores(t, name, z)
	mean := 0.0
	for _, x := range zs {
		mean += x / Seeds
	}
	var products, squares float64
	for i := range Seeds - 1 {
		products += (zs[i] - mean) * (zs[i+1] - mean)
		squares += (zs[i] - mean) * (zs[i] - mean)
	}
	if correlation := products / squares; !(math.Abs(correlation)*math.Sqrt(Seeds) <= 5) {
		Fail(t, "%s: runs with seeds s and s+1 correlate by %.2f, and should not at all. Is a stream made by adding something to the seed? Then neighbouring seeds share most of their streams. random.Stream keeps them apart.", name, correlation)
	}
}
