package check

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Seeds is the number of runs that [ZScores] looks at.
const Seeds = 200

// ZScores checks an estimator against the truth by many runs with neighbouring
// seeds. z(seed) is (estimate − truth) / standard error, so over the seeds it
// has mean 0 and variance 1, and two neighbours have correlation 0. The bounds
// are four or five standard errors; the seeds are fixed, so a run that passes
// passes always.
//
// What each finds: a biased estimate moves the mean. The same stream for every
// piece, a seed that is ignored or a standard error that is too small raise
// the variance; an answer from a formula lowers it. Streams numbered seed + i
// share all but one with the neighbouring seed, and correlate.
func ZScores(t *testing.T, z func(seed uint64) float64) {
	t.Helper()
	var sum, squares, neighbours, previous float64
	for seed := range uint64(Seeds) {
		x := z(seed)
		require.False(t, math.IsNaN(x), "seed %d: not a number", seed)
		sum += x
		squares += x * x
		neighbours += x * previous
		previous = x
	}
	assert.InDelta(t, 0, sum/math.Sqrt(Seeds), 5, "mean of the z-scores, in its standard errors")
	assert.InDelta(t, 1, squares/Seeds, 0.4, "variance of the z-scores, whose standard error is 0.1")
	assert.InDelta(t, 0, neighbours/math.Sqrt(Seeds), 5, "correlation of neighbouring seeds, in its standard errors")
}
