package options

import "speedup.example/internal/random"

// Unrolled works through the paths in batches that fit the first-level cache,
// in three simple loops: normals, exponentials, sums. In each of them no turn
// waits for the one before, so the core works on several at once; in Scalar
// every path waits for a call through an interface and one into assembly.
func Unrolled(c Contract, paths int, s random.Stream) Price {
	normals := s.Normals()
	m := c.motion()
	var batch [512]float64
	var sum, squares float64
	for left := paths; left > 0; left -= len(batch) {
		z := batch[:min(left, len(batch))]
		normals.Fill(z)
		exponentials(z, m.drift, m.deviation)
		batchSum, batchSquares := c.sums(z, m.typical)
		sum += batchSum
		squares += batchSquares
	}
	return m.price(sum, squares, paths)
}

// sums returns the sum and the sum of squares of what the payoffs exceed the
// typical one by, given the growth S_T/S of each path, in two chains.
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
