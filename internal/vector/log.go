package vector

import "math"

// Bits of a float64.
const (
	mantissa  = 1<<52 - 1
	signBit   = 1 << 63
	one       = 0x3ff << 52        // the number 1
	twoThirds = 0x3fe5555555555555 // the number 2/3
	// The number 2⁵². With an integer below 2⁵² in place of its low bits it is 2⁵²
	// plus the integer.
	integer = 0x433 << 52
	twoTo52 = 1 << 52 // as a number, not bits
)

// Log replaces every x by its natural logarithm. Each x has to be positive,
// finite and normal. The error is at most 4 units in the last place.
//
// With x = 2ᵏ·m, 2/3 ≤ m < 4/3, and f = m − 1, which is exact,
//
//	ln(x) = k·ln(2) + f + f²·(ln(1+f) − f)/f²
//
// and the last factor is a polynomial.
func Log(xs []float64) {
	for i := logVector(xs); i < len(xs); i++ {
		xs[i] = log(xs[i])
	}
}

func log(x float64) float64 {
	shifted := math.Float64bits(x) + (one - twoThirds)
	k := math.Float64frombits(shifted>>52|integer) - (twoTo52 + 0x3ff)
	f := math.Float64frombits(shifted&mantissa+twoThirds) - 1
	f2 := f * f
	return math.FMA(k, math.Ln2, math.FMA(f2, twoChains(logSeries[:], f, f2), f))
}
