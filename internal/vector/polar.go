package vector

import "math"

// Polar turns points into their coordinates,
//
//	x = ±r·cos(π·t), y = ±r·sin(π·t),
//
// with t uniform in [−1/2, 1/2), the upper 52 bits of a random word. Both have the same
// sign, the bit below, so all directions are equally likely. With the r² of [Squares], x
// and y are standard normal, and independent (G. Box, M. Muller, "A Note on the Generation
// of Random Normal Deviates", Ann. Math. Stat. 29:2, 1958). dst gets x of eight points,
// then y of these points, and so on. The length of ss and of words is a multiple of eight,
// and that of dst is twice that.
//
// The cosine is a polynomial in t², and the sine is t times one. The errors of x and y
// are below 2⁻⁴⁰·r.
func Polar(dst, ss []float64, words []uint64) {
	words, dst = words[:len(ss)], dst[:2*len(ss)]
	for i := polarVector(dst, ss, words); i < len(ss); i++ {
		j := 2*i - i%group
		dst[j], dst[j+group] = polar(ss[i], words[i])
	}
}

// group is the number of points whose coordinates are side by side.
const group = 8

func polar(square float64, word uint64) (x, y float64) {
	t := math.Float64frombits(word>>12|one) - 1.5
	r := math.Float64frombits(math.Float64bits(math.Sqrt(square)) ^ word<<52&signBit)
	t2 := t * t
	sine, cosine := sinSeries[0], cosSeries[0]
	for i := 1; i < len(sinSeries); i++ {
		sine = math.FMA(sine, t2, sinSeries[i])
		cosine = math.FMA(cosine, t2, cosSeries[i])
	}
	return r * cosine, r * (t * sine)
}
