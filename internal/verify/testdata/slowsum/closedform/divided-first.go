// It divides the factors before it multiplies, so one product is left.
//
//verify:passes
package slowsum

import "math/bits"

func ClosedForm(n int64) Sum {
	a, b, c := uint64(n-1), uint64(n), uint64(2*n-1)
	if a%2 == 0 {
		a /= 2
	} else {
		b /= 2
	}
	switch {
	case a%3 == 0:
		a /= 3
	case b%3 == 0:
		b /= 3
	default:
		c /= 3
	}
	hi, lo := bits.Mul64(a*b, c)
	return Sum{hi, lo}
}
