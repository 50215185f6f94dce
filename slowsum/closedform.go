package slowsum

import "math/bits"

// ClosedForm is the kernel without a loop: (n−1)·n·(2n−1)/6. It is exact for every
// n up to [MaxN].
//
//lab:stub Compute (n−1)·n·(2n−1)/6 without a loop, in 128 bits.
//lab:hint n·(n−1)/2 is a whole number, and fits in 64 bits for every n up to 2³². What is left is to multiply it by 2n−1, and to divide by 3.
//lab:hint bits.Mul64 multiplies to 128 bits, hi and lo. Long division: divide hi by 3 first; bits.Div64 takes the remainder of that as the upper half for lo.
func ClosedForm(n int64) Sum {
	m := uint64(n)
	triangle := m * (m - 1) / 2 // below 2⁶³, and exact: one factor is even
	hi, lo := bits.Mul64(triangle, 2*m-1)
	quotient, remainder := bits.Div64(0, hi, 3)
	lo, _ = bits.Div64(remainder, lo, 3)
	return Sum{Hi: quotient, Lo: lo}
}
