// The wrong two factors are multiplied in 64 bits: n·(2n−1) outgrows them below the largest n.
//
//verify:fails bound
//verify:says For n=429496729
package slowsum

import "math/bits"

func ClosedForm(n int64) Sum {
	m := uint64(n)
	hi, lo := bits.Mul64(m*(2*m-1), m-1)
	q, r := bits.Div64(0, hi, 6)
	lo, _ = bits.Div64(r, lo, 6)
	return Sum{Hi: q, Lo: lo}
}
