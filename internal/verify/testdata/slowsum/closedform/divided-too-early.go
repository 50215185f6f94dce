// n/6 is cut off to a whole number before it is multiplied.
//
//verify:fails exact
//verify:says For n=2 the sum is 0, and should be 1
package slowsum

import "math/bits"

func ClosedForm(n int64) Sum {
	m := uint64(n)
	hi, lo := bits.Mul64(m/6*(m-1), 2*m-1)
	return Sum{Hi: hi, Lo: lo}
}
