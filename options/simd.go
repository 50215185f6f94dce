package options

import (
	"math"

	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// SIMD prices as [Unrolled] does, in batches: the normals of a batch, then its
// exponentials, then its sums. But it has vector instructions, which work on eight paths
// at a time. Scalar code does the rest. On a machine without vector instructions it does
// everything, slowly, and the price is the same to the last bit.
//
// The normals come from another method. It has no branch, which one path of the eight
// could take and the others not.
func SIMD(c Contract, paths int, s random.Stream) Price {
	normals, m := s.VectorNormals(), c.motion()
	t := newTally(c, m.typical)
	batch := vector.Buffer[float64](min(paths, 512))
	for left := paths; left > 0; left -= len(batch) {
		normals.Fill(batch)
		vector.Exp(batch, m.drift, m.deviation)
		t.add(batch[:min(left, len(batch))])
	}
	return m.price(t.sum.Total(), t.squares.Total(), paths)
}

// A tally sums x = payoff − typical, and x².
type tally struct {
	spot, strike, typical float64 // the payoff is max(spot·growth − strike, 0)
	sum, squares          vector.Sums
}

func newTally(c Contract, typical float64) *tally {
	t := &tally{spot: c.Spot, strike: c.Strike, typical: typical}
	if c.Kind == Put { // max(K − S·x, 0) = max((−S)·x − (−K), 0)
		t.spot, t.strike = -c.Spot, -c.Strike
	}
	return t
}

// add adds the payoffs of paths, given the growth S_T/S of each. Its loop
// specifies addVector, and does the paths that addVector has left.
func (t *tally) add(growth []float64) {
	for i := t.addVector(growth); i < len(growth); i++ {
		payoff := math.FMA(t.spot, growth[i], -t.strike)
		if !(payoff > 0) {
			payoff = 0
		}
		x, lane := payoff-t.typical, i%len(t.sum)
		t.sum[lane] += x
		t.squares[lane] = math.FMA(x, x, t.squares[lane])
	}
}
