package vector

import "math"

// Exp replaces every z by exp(a + b·z), which has to lie below e⁷⁰⁰. Results
// below e⁻⁷⁰⁰ become e⁻⁷⁰⁰. The error is below 2⁻⁴⁰ of the result.
//
// It is a power of two: exp(x) = 2ʸ with y = x/ln 2. With k the integer nearest to y and
// r = y − k, |r| ≤ 1/2, it is 2ᵏ·2ʳ. The last factor is a polynomial, and k is added to
// the exponent's bits.
func Exp(zs []float64, a, b float64) {
	a, b = a/math.Ln2, b/math.Ln2
	for i := expVector(zs, a, b); i < len(zs); i++ {
		zs[i] = exp2(a, b, zs[i])
	}
}

const (
	lowest = -700 / math.Ln2
	// Adding and subtracting 1.5·2⁵² rounds to an integer, which is then in the
	// low bits of the sum.
	toInteger = 3 << 51
)

// exp2 returns 2 to the power a + b·z.
func exp2(a, b, z float64) float64 {
	y := math.FMA(b, z, a)
	if !(y > lowest) {
		y = lowest
	}
	shifted := y + toInteger
	r := y - (shifted - toInteger)
	power := twoChains(expSeries[:], r, r*r)
	return math.Float64frombits(math.Float64bits(power) + math.Float64bits(shifted)<<52)
}
