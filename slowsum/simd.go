package slowsum

import "math"

// SIMD adds the squares of eight neighbours at a time, in lanes, by additions
// only. Lane j has the squares of i+j for i = 0, 8, 16, …, and the next is
//
//	(i+j+8)² = (i+j)² + 16·(i+j) + 64,
//
// of which the second part grows by 128. A lane of 64 bits cannot hold its sum, so
// after every run of turns what is above 32 bits moves to a second number: the sum
// is 2³²·high + low. All runs are as long as the largest square, (n−1)², allows.

const lanes = 8

// A register is what the lanes have to hold.
type register struct {
	square, step [lanes]uint64 // the next square, and what the one after it exceeds it by
	low, high    [lanes]uint64 // the sum of the squares before
}

func newRegister() *register {
	r := new(register)
	for j := range uint64(lanes) {
		r.square[j] = j * j
		r.step[j] = 2*lanes*j + lanes*lanes
	}
	return r
}

// run returns how many squares of numbers below n ≤ 2³² a low of 32 bits can take
// without outgrowing 64, at least 1: 2³²−1 + run·(n−1)² < 2⁶⁴.
func run(n int64) int {
	square := max(1, uint64(n-1)*uint64(n-1))
	return int(min(1<<30, (math.MaxUint64-math.MaxUint32)/square))
}

// addSquares adds the squares of so many turns of eight. It is the specification
// of the vector code.
func (r *register) addSquares(turns, run int) {
	for left := turns; left > 0; left -= run {
		for range min(run, left) {
			for j := range lanes {
				r.low[j] += r.square[j]
				r.square[j] += r.step[j]
				r.step[j] += 2 * lanes * lanes
			}
		}
		for j := range lanes {
			r.high[j] += r.low[j] >> 32
			r.low[j] &= math.MaxUint32
		}
	}
}

// total returns the sum of all lanes, and of the first rest of the squares that
// come next.
func (r *register) total(rest int) (sum Sum) {
	for j := range lanes {
		sum = sum.add(Sum{r.high[j] >> 32, r.high[j] << 32}).plus(r.low[j])
	}
	for j := range rest {
		sum = sum.plus(r.square[j])
	}
	return sum
}
