// Both halves of the product are divided, and the remainder of the upper one is lost.
//
//verify:fails overflow
//verify:says For n=3024617 the sum is 3074456697283819590, and should be 9223371388520336796
package slowsum

import "math/bits"

func ClosedForm(n int64) Sum {
	m := uint64(n)
	hi, lo := bits.Mul64(m*(m-1)/2, 2*m-1)
	return Sum{Hi: hi / 3, Lo: lo / 3}
}
