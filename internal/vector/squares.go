package vector

import "math"

// Bits of a float64.
const (
	mantissa  = 1<<52 - 1
	signBit   = 1 << 63
	one       = 0x3ff << 52        // the number 1
	twoThirds = 0x3fe5555555555555 // the number 2/3
	// The number 2⁵². With an integer below 2⁵² in its low bits it is 2⁵² plus the
	// integer.
	integer = 0x433 << 52
	twoTo52 = 1 << 52 // as a number, not bits
)

// Squares sets ss to the squared distances from the origin of points in the plane whose
// coordinates are standard normal (see [Polar]): −2·ln u, with u uniform in (0, 1], the
// upper 52 bits of a random word. The error is below 2⁻⁴⁰ of the result.
//
// With u = 2ᵏ·m, 2/3 ≤ m < 4/3, and f = m − 1, which is exact,
//
//	−2·ln(u) = −2·ln(2)·k + f·(−2·ln(1+f)/f)
//
// and the last factor is a polynomial.
func Squares(ss []float64, words []uint64) {
	words = words[:len(ss)]
	for i := squaresVector(ss, words); i < len(ss); i++ {
		ss[i] = square(words[i])
	}
}

func square(word uint64) float64 {
	u := 2 - math.Float64frombits(word>>12|one)
	shifted := math.Float64bits(u) + (one - twoThirds)
	k := math.Float64frombits(shifted>>52|integer) - (twoTo52 + 0x3ff)
	f := math.Float64frombits(shifted&mantissa+twoThirds) - 1
	return math.FMA(k, -2*math.Ln2, f*twoChains(logSeries[:], f, f*f))
}
