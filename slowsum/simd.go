package slowsum

// SIMD adds the squares of eight neighbours at a time, in lanes, by additions
// only. Lane j has the squares of i+j for i = 0, 8, 16, …, and the next is
//
//	(i+j+8)² = (i+j)² + 16·(i+j) + 64,
//
// of which the second part grows by 128. A lane of 64 bits cannot hold its sum Σ,
// so it keeps two numbers: Σ modulo 2⁶⁴, and H, the sum of the upper halves of the
// squares, which is exact. Then Σ = 2³²·H + L, where L, the sum of the lower halves,
// is below 2⁶⁴, as there are at most 2²⁹ of them; and so L = Σ − 2³²·H modulo 2⁶⁴.

const lanes = 8

// A register is what the lanes have to hold.
type register struct {
	square, step [lanes]uint64 // the next square, and what the one after it exceeds it by
	sum, high    [lanes]uint64 // Σ modulo 2⁶⁴, and H
}

func newRegister() *register {
	r := new(register)
	for j := range uint64(lanes) {
		r.square[j] = j * j
		r.step[j] = 2*lanes*j + lanes*lanes
	}
	return r
}

// addSquares adds the squares of so many turns of eight. It is the specification
// of the vector code.
func (r *register) addSquares(turns int) {
	for range turns {
		for j := range lanes {
			r.sum[j] += r.square[j]
			r.high[j] += r.square[j] >> 32
			r.square[j] += r.step[j]
			r.step[j] += 2 * lanes * lanes
		}
	}
}

// total returns the sum of all lanes, and of the first rest of the squares that
// come next.
func (r *register) total(rest int) (sum Sum) {
	for j := range lanes {
		low := r.sum[j] - r.high[j]<<32
		sum = sum.add(Sum{r.high[j] >> 32, r.high[j] << 32}).plus(low)
	}
	for j := range rest {
		sum = sum.plus(r.square[j])
	}
	return sum
}
