package vector

import "math"

// The coefficients of the polynomials, from the highest power down to the
// constant: each polynomial has the values of its function at the Chebyshev nodes
// of the range, where the error of interpolation is close to the least possible.
// TestCoefficients computes them again, with 400 bits. (L. N. Trefethen,
// "Approximation Theory and Approximation Practice", SIAM 2013, chapters 3 and 4.)
var (
	// (ln(1+f) − f)/f², for |f| ≤ 1/3
	logSeries = [...]float64{
		0x1.4b0a26c5f2aefp-4,
		-0x1.5acd867b5934ep-4,
		0x1.687a6e7c95176p-5,
		-0x1.7d54d4748719ap-5,
		0x1.eb905e8575054p-5,
		-0x1.050d658373864p-4,
		0x1.10ac75dc602b1p-4,
		-0x1.24294aec07d34p-4,
		0x1.3b18b294bebf9p-4,
		-0x1.555a8e7a10502p-4,
		0x1.745cf0b0e03bdp-4,
		-0x1.99997156fdfe2p-4,
		0x1.c71c727143318p-4,
		-0x1.00000058c63a3p-3,
		0x1.24924923d44c6p-3,
		-0x1.555555548f16fp-3,
		0x1.999999999a3ddp-3,
		-0x1.000000000055bp-2,
		0x1.5555555555555p-2,
		-0x1.fffffffffffffp-2,
	}
	// sin(πh)/h in h², for |h| ≤ 1/2
	sinSeries = [...]float64{
		0x1.9d462020fcc78p-21,
		-0x1.6f7acdb8f6580p-16,
		0x1.e8f3675ee37ddp-12,
		-0x1.e3074dfaf87afp-8,
		0x1.5078348551854p-4,
		-0x1.32d2cce627c86p-1,
		0x1.466bc6775aa7dp+1,
		-0x1.4abbce625be52p+2,
		0x1.921fb54442d18p+1,
	}
	// cos(πh)/(1 − 4h²) in h², for |h| ≤ 1/2
	cosSeries = [...]float64{
		-0x1.1559283f92706p-20,
		0x1.b22d8964f0ca9p-16,
		-0x1.f3092161e793ap-12,
		0x1.9f05c98c160dap-8,
		-0x1.d4fcd82e20aecp-5,
		0x1.472be1224054bp-2,
		-0x1.de9e64df22eabp-1,
		0x1.0000000000000p+0,
	}
	// (exp(r) − 1 − r)/r², for |r| ≤ ln(2)/2
	expSeries = [...]float64{
		0x1.af389ecfc4b9cp-26,
		0x1.28917c89a43a7p-22,
		0x1.71de0db2f6b19p-19,
		0x1.a019b9149a41cp-16,
		0x1.a01a01a7c2efep-13,
		0x1.6c16c17889ef1p-10,
		0x1.11111111109b5p-7,
		0x1.5555555553d68p-5,
		0x1.5555555555556p-3,
		0x1.0000000000001p-1,
	}
)

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
