package vector

import "math"

// 2ᵏ/¹²⁸ for k = 0 … 127.
var roots [128]float64

func init() {
	for k := range roots {
		roots[k] = math.Exp2(float64(k) / 128)
	}
}

// ln 2/128 in two parts, the first so short that k times it is exact.
const (
	ln2Hi = 0x1.62e42fef8p-1 / 128
	ln2Lo = (math.Ln2 - 0x1.62e42fef8p-1) / 128
)

// Exponentials replaces every z by exp(a + b·z), as [Exp] does, but to all bits: the
// error is at most 2 units in the last place. Here, too, a + b·z has to lie below 700,
// and results below e⁻⁷⁰⁰ become e⁻⁷⁰⁰. It is scalar code at any width, because each
// element looks up a row of a table.
//
// With k the integer nearest to 128·x/ln 2 and r = x − k·ln 2/128, |r| < 0.0028,
//
//	exp(x) = 2ᵏ/¹²⁸ · exp(r) = 2^(k div 128) · roots[k mod 128] · (1 + r + r²/2 + … + r⁵/120)
//
// and the power of two is added to the exponent's bits. (P. T. P. Tang,
// "Table-Driven Implementation of the Exponential Function in IEEE
// Floating-Point Arithmetic", ACM TOMS 15:2, 1989.)
func Exponentials(zs []float64, a, b float64) {
	for i, z := range zs {
		x := a + b*z
		if x < -700 {
			x = -700
		}
		t := x*(128/math.Ln2) + toInteger
		bits, k := math.Float64bits(t), t-toInteger
		r := (x - k*ln2Hi) - k*ln2Lo
		r2 := r * r
		series := r + r2*(1./2+r*(1./6)) + r2*r2*(1./24+r*(1./120))
		power := math.Float64frombits(math.Float64bits(roots[bits%128]) + bits/128<<52)
		zs[i] = power + power*series
	}
}
