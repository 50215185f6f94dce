package vector

import "math"

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
