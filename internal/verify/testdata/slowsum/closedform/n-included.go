// The formula of the textbook, n(n+1)(2n+1)/6, which includes n².
//
//verify:fails exact
//verify:says For n=1 the sum is 1, and should be 0
package slowsum

import "math/bits"

func ClosedForm(n int64) Sum {
	m := uint64(n)
	hi, lo := bits.Mul64(m*(m+1)/2, 2*m+1)
	q, r := bits.Div64(0, hi, 3)
	lo, _ = bits.Div64(r, lo, 3)
	return Sum{Hi: q, Lo: lo}
}
