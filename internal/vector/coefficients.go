package vector

import "math"

// The coefficients of the polynomials, from the highest power down to the
// constant: each polynomial has the values of its function at the Chebyshev nodes
// of the range, where the error of interpolation is close to the least possible.
// TestCoefficients computes them again, with 400 bits. (L. N. Trefethen,
// "Approximation Theory and Approximation Practice", SIAM 2013, chapters 3 and 4.)
var (
	// −2·ln(1+f)/f, for |f| ≤ 1/3
	logSeries = [...]float64{
		0x1.8277834d33886p-3,
		-0x1.9afeeea008984p-3,
		0x1.0b1bc6a66e1bdp-3,
		-0x1.202b4d7a56a8fp-3,
		0x1.57d1a2c54e784p-3,
		-0x1.76fd5c9158713p-3,
		0x1.9977be178d379p-3,
		-0x1.c6f8ad634a6a2p-3,
		0x1.00007c2c7972fp-2,
		-0x1.2492cc4fab44ap-2,
		0x1.5555539860becp-2,
		-0x1.999997c399b66p-2,
		0x1.000000012e8e0p-1,
		-0x1.5555555694e90p-1,
		0x1.ffffffffffbcbp-1,
		-0x1.ffffffffffdc7p+0,
	}
	// sin(πt)/t in t², for |t| ≤ 1/2
	sinSeries = [...]float64{
		0x1.d53abdeb199c1p-12,
		-0x1.e29b82ab98ea9p-8,
		0x1.50770f6a5a66bp-4,
		-0x1.32d2c9b2d1df5p-1,
		0x1.466bc66ed3d1cp+1,
		-0x1.4abbce624ad99p+2,
		0x1.921fb54442bb4p+1,
	}
	// cos(πt) in t², for |t| ≤ 1/2
	cosSeries = [...]float64{
		0x1.e25799d50d08dp-10,
		-0x1.a651b504444edp-6,
		0x1.e1f24d707d37cp-3,
		-0x1.55d3c047a1330p+0,
		0x1.03c1f06d70297p+2,
		-0x1.3bd3cc9b93532p+2,
		0x1.fffffffffe58ap-1,
	}
	// 2ʳ, for |r| ≤ 1/2: (2ʳ − 1)/r, and a constant that makes 2⁰ = 1
	expSeries = [...]float64{
		0x1.b63880a30e9ffp-24,
		0x1.63d136366db24p-20,
		0x1.ffcb9515a8016p-17,
		0x1.4308ac85aa947p-13,
		0x1.5d87fe86fe88ep-10,
		0x1.3b2ab7181b755p-7,
		0x1.c6b08d7047e52p-5,
		0x1.ebfbdff823cedp-3,
		0x1.62e42fefa39efp-1,
		1,
	}
)

// twoChains returns the polynomial with an even number of coefficients at x, whose
// square is x2. The odd and the even powers have separate sums, so neither waits
// for the other.
func twoChains(coefficients []float64, x, x2 float64) float64 {
	odd, even := coefficients[0], coefficients[1]
	for i := 2; i < len(coefficients); i += 2 {
		odd = math.FMA(odd, x2, coefficients[i])
		even = math.FMA(even, x2, coefficients[i+1])
	}
	return math.FMA(odd, x, even)
}
