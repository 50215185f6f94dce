package risk_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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
	for kernelName, kernel := range kernels {
		for name, element := range inputs {
			t.Run(kernelName+"/"+name, func(t *testing.T) {
				for n := 1; n <= 20; n++ {
					for k := 1; k <= n; k++ {
						testLowest(t, kernel.Lowest, element, n, k)
					}
				}
				testLowest(t, kernel.Lowest, element, 200_000, 10_000)
			})
		}
	}
}

func testLowest(t *testing.T, lowest func([]float64, int), element func(i, n int) float64, n, k int) {
	t.Helper()
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = element(i, n)
	}
	sorted := slices.Sorted(slices.Values(xs))
	lowest(xs, k)
	require.Equal(t, sorted[k-1], xs[k-1], "highest of the %d lowest of %d", k, n)
	slices.Sort(xs[:k])
	require.Equal(t, sorted[:k], xs[:k], "the %d lowest of %d", k, n)
	slices.Sort(xs)
	require.Equal(t, sorted, xs, "nothing is lost")
}

// Returns that are not numbers have no order, but whoever asks for it gets their
// time back, and nothing is lost that a number could hide.
func TestLowestEndsOnNaN(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			for range 200 {
				xs := make([]float64, 1+rng.IntN(30))
				for i := range xs {
					xs[i] = []float64{math.NaN(), 1, 2, math.Inf(1)}[rng.IntN(4)]
				}
				before := slices.Clone(xs)
				kernel.Lowest(xs, 1+rng.IntN(len(xs)))
				slices.Sort(before)
				slices.Sort(xs)
				assert.Equal(t, fmt.Sprint(before), fmt.Sprint(xs))
			}
		})
	}
}
