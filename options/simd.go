package options

import (
	"math"

	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// lanes is the number of sums that SIMD keeps: path i belongs to sum i mod 8.
const lanes = 8

// A tally has, in each lane, the sum of what the payoffs exceed the typical one
// by, and the sum of the squares.
type tally struct {
	sum, squares [lanes]float64
}

// simulate prices as SIMD does. All that it calls gives the same bits with vector
// instructions and without.
func (c Contract) simulate(paths int, s random.Stream) Price {
	normals := s.VectorNormals()
	m := c.motion()
	var t tally
	batch := vector.Buffer[float64](min(paths, 512))
	for left := paths; left > 0; left -= len(batch) {
		z := batch[:min(left, len(batch))]
		normals.Fill(z)
		vector.Exp(z, m.drift, m.deviation)
		t.add(c, z, m.typical)
	}
	return m.price(total(t.sum), total(t.squares), paths)
}

// add adds the payoffs of the paths, given the growth S_T/S of each.
func (t *tally) add(c Contract, growth []float64, typical float64) {
	spot, strike := c.Spot, c.Strike
	if c.Kind == Put { // max(K − S·x, 0) = max((−S)·x − (−K), 0)
		spot, strike = -spot, -strike
	}
	for i := t.addVector(spot, strike, typical, growth); i < len(growth); i++ {
		t.addOne(i%lanes, spot, strike, typical, growth[i])
	}
}

// addOne is the specification of the vector code.
func (t *tally) addOne(lane int, spot, strike, typical, growth float64) {
	payoff := math.FMA(spot, growth, -strike)
	if !(payoff > 0) {
		payoff = 0
	}
	x := payoff - typical
	t.sum[lane] += x
	t.squares[lane] = math.FMA(x, x, t.squares[lane])
}

// total adds the lanes in an order of its own, from the first to the last.
func total(lanes [lanes]float64) (sum float64) {
	for _, lane := range lanes {
		sum += lane
	}
	return sum
}
