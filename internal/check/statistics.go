package check

import (
	"math"
	"testing"
)

// Seeds is the number of runs that [ZScores] looks at.
const Seeds = 200

// ZScores checks an estimator against the truth by many runs. z(seed) is
// (estimate − truth) / standard error, so over the seeds it has mean 0 and
// variance 1. The bounds are four or five standard errors.
//
// The handout's seeds are fixed, so a run that passes always passes. A hidden check has
// other seeds in every class. So what is out of bounds there is measured again, with four
// times as many seeds, which no right estimator fails in a million classes.
//
// What each finds: a biased estimate moves the mean. The same stream for several
// pieces or lanes, an ignored seed or too small a standard error raises the
// variance. An answer from a formula lowers it.
//
// The message begins with the name of the estimate.
func ZScores(t *testing.T, name string, z func(seed uint64) float64) {
	t.Helper()
	n := Seeds
	mean, variance := moments(scores(t, name, z, n))
	if hiddenSeed() != 0 && !(math.Abs(mean) <= 5 && 0.6 <= variance && variance <= 1.4) {
		n = 4 * Seeds
		mean, variance = moments(scores(t, name, z, n))
	}
	switch repeats := !(variance <= 1.4); {
	case repeats && math.Abs(mean) <= 5*math.Sqrt(variance):
		Fail(t, samplesRepeat, name, n, variance)
	case !(math.Abs(mean) <= 5):
		Fail(t, biased, name, n, mean)
	case repeats:
		Fail(t, scattered, name, n, variance)
	case !(variance >= 0.6):
		Fail(t, tooSure, name, n, variance)
	}
}

// moments returns the mean of z-scores, in its standard errors, and their variance around 0.
func moments(zs []float64) (mean, variance float64) {
	for _, x := range zs {
		mean += x / math.Sqrt(float64(len(zs)))
		variance += x * x / float64(len(zs))
	}
	return mean, variance
}

// scores returns the z-scores of the first seeds. They have to be numbers, and not
// all equal.
func scores(t *testing.T, name string, z func(seed uint64) float64, seeds int) []float64 {
	t.Helper()
	zs := make([]float64, seeds)
	varies := false
	for seed := range zs {
		zs[seed] = z(Seed(uint64(seed)))
		if math.IsNaN(zs[seed]) {
			Fail(t, notANumber, name, seed)
		}
		varies = varies || zs[seed] != zs[0]
	}
	if !varies {
		Fail(t, neverVaries, name, seeds)
	}
	return zs
}

// Neighbours checks that runs with seeds s and s+1 have nothing in common: the
// correlation of their z-scores is 0. Streams that are numbered seed + i share all
// but one with those of the neighbouring seed.
func Neighbours(t *testing.T, name string, z func(seed uint64) float64) {
	t.Helper()
	zs := scores(t, name, z, Seeds)
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
		Fail(t, seedsCorrelate, name, correlation)
	}
}
