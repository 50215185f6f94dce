package options

import (
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// Unrolled prices as [Scalar] does, in batches that fit the first-level cache. In
// Scalar every path waits for a call through an interface and one into assembly.
// In a simple loop over a batch no turn waits for the one before, so the core
// works on several at once.
//
//lab:stub Price the contract in batches: first the normals of a batch, then its exponentials, then its sums.
//lab:hint In Scalar a path waits for its normal, then for its exponential. In a loop that does one thing to all elements of an array no turn waits for the one before.
//lab:hint Keep a batch of a few hundred numbers, as an array, so that the first-level cache holds it. s.Normals() has a method Fill, and vector.Exponentials of internal/vector turns z into exp(a + b·z), the growth of the share, in place.
//lab:hint The last batch may be shorter. Sum the excess over m.typical and its square, in two chains each, and let m.price turn the sums into the price.
func Unrolled(c Contract, paths int, s random.Stream) Price {
	normals := s.Normals()
	m := c.motion()
	var batch [512]float64
	var sum, squares float64
	for left := paths; left > 0; left -= len(batch) {
		z := batch[:min(left, len(batch))]
		normals.Fill(z)
		vector.Exponentials(z, m.drift, m.deviation)
		batchSum, batchSquares := c.sums(z, m.typical)
		sum += batchSum
		squares += batchSquares
	}
	return m.price(sum, squares, paths)
}

// sums returns Σ x and Σ x² of x = payoff − typical, given the growth S_T/S of
// each path, in two chains.
//
//lab:drop
func (c Contract) sums(growth []float64, typical float64) (sum, squares float64) {
	spot, strike := c.Spot, c.Strike
	if c.Kind == Put { // max(K − S·x, 0) = max((−S)·x − (−K), 0)
		spot, strike = -spot, -strike
	}
	var otherSum, otherSquares float64
	for ; len(growth) >= 2; growth = growth[2:] {
		x := max(spot*growth[0]-strike, 0) - typical
		y := max(spot*growth[1]-strike, 0) - typical
		sum += x
		squares += x * x
		otherSum += y
		otherSquares += y * y
	}
	for _, g := range growth {
		x := max(spot*g-strike, 0) - typical
		sum += x
		squares += x * x
	}
	return sum + otherSum, squares + otherSquares
}
