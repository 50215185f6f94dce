package vector

import "math"

// Exp replaces every z by exp(a + b·z), which has to lie below e⁷⁰⁰; below e⁻⁷⁰⁰
// it is e⁻⁷⁰⁰. The error is at most 4 units in the last place, of exp of the
// rounded a + b·z.
//
// With k the integer nearest to x/ln 2 and r = x − k·ln 2, |r| ≤ ln(2)/2,
//
//	exp(x) = 2ᵏ·exp(r) = 2ᵏ·(1 + r + r²·(exp(r) − 1 − r)/r²)
//
// and the last factor is a polynomial. The power of two is added to the exponent's
// bits.
func Exp(zs []float64, a, b float64) {
	for i := expVector(zs, a, b); i < len(zs); i++ {
		zs[i] = exp(a, b, zs[i])
	}
}

const (
	lowest = -700
	// Adding and subtracting 1.5·2⁵² rounds to an integer, which then stands in
	// the low bits of the sum.
	toInteger = 3 << 51
	// ln 2 in two parts, the first so short that k times it is exact.
	ln2Hi = 0x1.62e42fef8p-1
	ln2Lo = math.Ln2 - ln2Hi
)

func exp(a, b, z float64) float64 {
	x := math.FMA(b, z, a)
	if !(x > lowest) {
		x = lowest
	}
	shifted := math.FMA(x, 1/math.Ln2, toInteger)
	k := shifted - toInteger
	r := math.FMA(k, -ln2Lo, math.FMA(k, -ln2Hi, x))
	r2 := r * r
	power := 1 + math.FMA(r2, twoChains(expSeries[:], r, r2), r)
	return math.Float64frombits(math.Float64bits(power) + math.Float64bits(shifted)<<52)
}
