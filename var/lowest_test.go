package risk_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"speedup.example/internal/check"
	risk "speedup.example/var"
)

type lowest = func(xs []float64, k int)

func TestLowest(t *testing.T) {
	check.Graded(t, "var", "lowest", lowestTests(risk.Unrolled.Lowest).And(check.Tests{
		"no-sort": func(t *testing.T) { noSort(t, risk.Unrolled.Lowest) },
	}))
}

func TestSortAll(t *testing.T) { lowestTests(risk.Scalar.Lowest).Run(t) }

func lowestTests(lowest lowest) check.Tests {
	return check.Tests{
		"selects": func(t *testing.T) { selects(t, lowest, "random", "rising", "falling", "organ pipe", "infinite") },
		"equal":   func(t *testing.T) { selects(t, lowest, "equal", "zeros", "two values", "few values", "runs") },
		"nan":     func(t *testing.T) { endsOnNaN(t, lowest) },
	}
}

// On these inputs a quickselect may go wrong or quadratic: many equal elements,
// sorted runs, infinities.
var inputs = map[string]func(rng *rand.Rand, i, n int) float64{
	"random":     func(rng *rand.Rand, _, _ int) float64 { return rng.NormFloat64() },
	"equal":      func(*rand.Rand, int, int) float64 { return 7 },
	"zeros":      func(_ *rand.Rand, i, _ int) float64 { return math.Copysign(0, float64(i%2)-0.5) },
	"two values": func(rng *rand.Rand, _, _ int) float64 { return float64(rng.IntN(2)) },
	"few values": func(rng *rand.Rand, _, _ int) float64 { return float64(rng.IntN(5)) },
	"rising":     func(_ *rand.Rand, i, _ int) float64 { return float64(i) },
	"falling":    func(_ *rand.Rand, i, n int) float64 { return float64(n - i) },
	"organ pipe": func(_ *rand.Rand, i, n int) float64 { return float64(min(i, n-i)) },
	"runs":       func(_ *rand.Rand, i, _ int) float64 { return float64(i % 1000) },
	"infinite":   func(rng *rand.Rand, _, _ int) float64 { return []float64{math.Inf(-1), 0, math.Inf(1)}[rng.IntN(3)] },
}

// selects tries every length up to 20, and one at which a quadratic algorithm
// takes for ever.
func selects(t *testing.T, lowest lowest, names ...string) {
	rng := rand.New(rand.NewPCG(check.Seed(3), 4))
	for _, name := range names {
		check.Doing("It was asked for the lowest of up to 20 numbers (" + name + ").")
		for n := 1; n <= 20; n++ {
			for k := 1; k <= n; k++ {
				selectsFrom(t, lowest, name, rng, n, k)
			}
		}
		if name != "organ pipe" { // a pivot from the middle is right, but slow on it
			n := check.Pick("many", 400_000, 200_000, 210_001)
			check.Doing(fmt.Sprintf("It was asked for the %d lowest of %d numbers (%s). With 20 such numbers it came to its end, so it is slow, not endless.", n/2, n, name))
			selectsFrom(t, lowest, name, rng, n, n/2)
		}
	}
}

func selectsFrom(t *testing.T, lowest lowest, name string, rng *rand.Rand, n, k int) {
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = inputs[name](rng, i, n)
	}
	sorted := slices.Sorted(slices.Values(xs))
	lowest(xs, k)
	front := slices.Sorted(slices.Values(xs[:k]))
	switch {
	case xs[k-1] != sorted[k-1]:
		check.Fail(t, "Of the %d lowest of %d numbers (%s%s) the highest is %v, and xs[%d] is %v.", k, n, name, few(sorted), sorted[k-1], k-1, xs[k-1])
	case !slices.Equal(front, sorted[:k]):
		check.Fail(t, "The first %d of %d numbers (%s) are not the lowest.", k, n, name)
	}
	slices.Sort(xs)
	if !slices.Equal(xs, sorted) {
		check.Fail(t, "The %d numbers (%s) are not the same afterwards: swap them, and lose none.", n, name)
	}
}

// few returns the numbers as text, if they are few.
func few(sorted []float64) string {
	if len(sorted) > 5 {
		return ""
	}
	return fmt.Sprintf(": %.2f", sorted)
}

// NaN has no place in an order, but lowest has to end, and to keep every
// element.
func endsOnNaN(t *testing.T, lowest lowest) {
	rng := rand.New(rand.NewPCG(check.Seed(5), 6))
	for range 200 {
		xs := make([]float64, 1+rng.IntN(30))
		for i := range xs {
			xs[i] = []float64{math.NaN(), 1, 2, math.Inf(1)}[rng.IntN(4)]
		}
		before := slices.Clone(xs)
		check.Doing(fmt.Sprintf("It was asked for some of %v.", xs))
		lowest(xs, 1+rng.IntN(len(xs)))
		slices.Sort(before)
		slices.Sort(xs)
		if fmt.Sprint(before) != fmt.Sprint(xs) {
			check.Fail(t, "Some of the numbers were NaN, and %v became %v. No element may be lost.", before, xs)
		}
	}
}

// A sort leaves all elements in order. A selection doesn't.
func noSort(t *testing.T, lowest lowest) {
	const n, k = 100_000, 5_000
	rng := rand.New(rand.NewPCG(check.Seed(7), 8))
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = rng.NormFloat64()
	}
	lowest(xs, k)
	if slices.IsSorted(xs[k:]) {
		check.Fail(t, "Only the %d lowest of %d numbers were asked for, but afterwards all the others are in order, too. That is work for nothing: a sort takes n·log n steps, a selection n.", k, n)
	}
}
