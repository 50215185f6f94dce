package vector

import "math"

// Bits of a float64.
const (
	mantissa = 1<<52 - 1
	signBit  = 1 << 63
	// The bits of 2⁵²; with an integer below 2⁵² in their place, the low 52 bits
	// make 2⁵² plus the integer.
	integer = 0x433 << 52
	twoTo52 = 1 << 52
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

// twoThirds is the least of the bits of m.
const (
	twoThirds = 0x3fe5555555555555
	one       = 0x3ff << 52
)

func log(x float64) float64 {
	shifted := math.Float64bits(x) + (one - twoThirds)
	k := math.Float64frombits(shifted>>52|integer) - (twoTo52 + 0x3ff)
	f := math.Float64frombits(shifted&mantissa+twoThirds) - 1
	f2 := f * f
	return math.FMA(k, math.Ln2, math.FMA(f2, twoChains(logSeries[:], f, f2), f))
}

// twoChains returns the polynomial with an even number of coefficients at x, whose
// square is x2: the odd powers and the even ones apart, so that neither sum waits
// for the other.
func twoChains(coefficients []float64, x, x2 float64) float64 {
	odd, even := coefficients[0], coefficients[1]
	for i := 2; i < len(coefficients); i += 2 {
		odd = math.FMA(odd, x2, coefficients[i])
		even = math.FMA(even, x2, coefficients[i+1])
	}
	return math.FMA(odd, x, even)
}

// Polar turns pairs (aᵢ, tᵢ) into the coordinates of points in the plane,
//
//	x = r·cos(π·tᵢ), y = r·sin(π·tᵢ), with r = √(−2·aᵢ).
//
// With aᵢ the logarithm of a uniform number, and tᵢ uniform in [−1, 1), both are
// standard normals, and independent (G. Box, M. Muller, "A Note on the Generation
// of Random Normal Deviates", Ann. Math. Stat. 29:2, 1958). dst gets, in turns, x of
// eight pairs and y of these pairs: the length of as and of ts is a multiple of
// eight, and that of dst is twice that.
//
// Each aᵢ has to be 0 or less, and each tᵢ a multiple of 2⁻⁵² in [−1, 1]. The errors
// of sine and cosine are at most 4 units in the last place. With h = 1/2 − |t|,
// which is exact,
//
//	cos(π·t) = sin(π·h) = h·(sin(πh)/h)
//	sin(π·t) = ±cos(π·h) = ±(1 − 4h²)·(cos(πh)/(1 − 4h²)), with the sign of t,
//
// and the last factors are polynomials in h².
func Polar(dst, as, ts []float64) {
	ts, dst = ts[:len(as)], dst[:2*len(as)]
	for i := polarVector(dst, as, ts); i < len(as); i++ {
		j := 2*i - i%8
		dst[j], dst[j+8] = polar(as[i], ts[i])
	}
}

func polar(a, t float64) (x, y float64) {
	r := math.Sqrt(-2 * a)
	h := 0.5 - math.Abs(t)
	h2 := h * h
	sine, cosine := sinSeries[0], cosSeries[0]
	for _, c := range sinSeries[1:] {
		sine = math.FMA(sine, h2, c)
	}
	for _, c := range cosSeries[1:] {
		cosine = math.FMA(cosine, h2, c)
	}
	factor := math.FMA(-4*h, h, 1) // 1 − 4h², rounded once, so right to the last bit where it is small
	return r * (h * sine), math.Copysign(r*(factor*cosine), t)
}

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

// AddScaled adds a·x to y, element by element, each rounded once. x is no shorter
// than y.
func AddScaled(ys []float64, a float64, xs []float64) {
	xs = xs[:len(ys)]
	for i := addScaledVector(ys, a, xs); i < len(ys); i++ {
		ys[i] = math.FMA(a, xs[i], ys[i])
	}
}
