package risk_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	risk "speedup.example/var"
)

// The inputs are those on which a quickselect goes wrong or goes quadratic:
// many equal elements, sorted runs, infinities; each at every length up to 20,
// and at one where a quadratic one would not come back.
func TestLowest(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	inputs := map[string]func(i, n int) float64{
		"random":     func(int, int) float64 { return rng.NormFloat64() },
		"equal":      func(int, int) float64 { return 7 },
		"zeros":      func(i, _ int) float64 { return math.Copysign(0, float64(i%2)-0.5) },
		"two values": func(int, int) float64 { return float64(rng.IntN(2)) },
		"few values": func(int, int) float64 { return float64(rng.IntN(5)) },
		"rising":     func(i, _ int) float64 { return float64(i) },
		"falling":    func(i, n int) float64 { return float64(n - i) },
		"organ pipe": func(i, n int) float64 { return float64(min(i, n-i)) },
		"runs":       func(i, _ int) float64 { return float64(i % 1000) },
		"infinite":   func(int, int) float64 { return []float64{math.Inf(-1), 0, math.Inf(1)}[rng.IntN(3)] },
	}
	for name, element := range inputs {
		t.Run(name, func(t *testing.T) {
			for n := 1; n <= 20; n++ {
				for k := 1; k <= n; k++ {
					testLowest(t, element, n, k)
				}
			}
			testLowest(t, element, 200_000, 10_000)
		})
	}
}

func testLowest(t *testing.T, element func(i, n int) float64, n, k int) {
	t.Helper()
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = element(i, n)
	}
	sorted := slices.Sorted(slices.Values(xs))
	front, highest := risk.Lowest(xs, k)
	require.Equal(t, sorted[k-1], highest, "highest of the %d lowest of %d", k, n)
	require.Len(t, front, k)
	slices.Sort(xs[:k])
	assert.Equal(t, sorted[:k], front, "the %d lowest of %d", k, n)
	slices.Sort(xs)
	assert.Equal(t, sorted, xs, "nothing is lost")
}

// A kernel that returns no numbers gets no answer, but it gets its time back.
func TestLowestEndsOnNaN(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		xs := make([]float64, 1+rng.IntN(30))
		for i := range xs {
			xs[i] = []float64{math.NaN(), 1, 2, math.Inf(1)}[rng.IntN(4)]
		}
		front, _ := risk.Lowest(xs, 1+rng.IntN(len(xs)))
		assert.NotEmpty(t, front)
	}
}
