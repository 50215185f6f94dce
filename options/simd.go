package options

import (
	"math"

	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// SIMD prices as [Unrolled] does, in batches: the normals of a batch, then its
// exponentials, then its sums; but with vector instructions, which work on eight paths at
// a time. Scalar code does what is left over, and all of it where there are no vector
// instructions: slowly, but the price is the same, to the last bit.
//
// The normals are of another method, which has no branch that one path of the eight might
// take and the others not.
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

// A tally adds up what payoffs exceed the typical one by, and the squares of that.
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

// add adds the payoffs of paths, given the growth S_T/S of each. Its loop is the
// specification of addVector, and begins where that has ended.
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
