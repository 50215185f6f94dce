package vector_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/vector"
)

// interpolate returns the coefficients, from the highest power down, of the
// polynomial of degree n−1 that has f's values at the Chebyshev nodes of [a, b],
// by Newton's divided differences.
func interpolate(n int, a, b *big.Float, f func(x *big.Float) *big.Float) []float64 {
	xs, differences := make([]*big.Float, n), make([]*big.Float, n)
	for k := range xs {
		node := bigCos(mul(bigPi, ratio(float64(2*k+1), float64(2*n))))
		xs[k] = add(scale(add(a, b), 0.5), mul(scale(sub(b, a), 0.5), node))
		differences[k] = f(xs[k])
	}
	for order := 1; order < n; order++ {
		for k := n - 1; k >= order; k-- {
			differences[k] = div(sub(differences[k], differences[k-1]), sub(xs[k], xs[k-order]))
		}
	}
	powers := make([]*big.Float, n) // of the polynomial so far, the constant first
	for i := range powers {
		powers[i] = num(0)
	}
	for k := n - 1; k >= 0; k-- { // times (x − xs[k]), plus differences[k]
		for i := n - 1; i > 0; i-- {
			powers[i] = sub(powers[i-1], mul(xs[k], powers[i]))
		}
		powers[0] = sub(differences[k], mul(xs[k], powers[0]))
	}
	coefficients := make([]float64, n)
	for i, p := range powers {
		coefficients[n-1-i], _ = p.Float64()
	}
	return coefficients
}

func TestCoefficients(t *testing.T) {
	one, third, ln := num(1), ratio(1, 3), scale(bigLn2, 0.5)
	angle := func(h2 *big.Float) *big.Float { return mul(bigPi, num(0).Sqrt(h2)) }
	assert.Equal(t, vector.LogSeries, interpolate(20, scale(third, -1), third, func(f *big.Float) *big.Float {
		return div(sub(bigLog(add(one, f)), f), mul(f, f))
	}))
	assert.Equal(t, vector.SinSeries, interpolate(9, num(0), num(0.25), func(h2 *big.Float) *big.Float {
		return div(bigSin(angle(h2)), num(0).Sqrt(h2))
	}))
	assert.Equal(t, vector.CosSeries, interpolate(8, num(0), num(0.25), func(h2 *big.Float) *big.Float {
		return div(bigCos(angle(h2)), sub(one, scale(h2, 4)))
	}))
	assert.Equal(t, vector.ExpSeries, interpolate(10, scale(ln, -1), ln, func(r *big.Float) *big.Float {
		return div(sub(sub(bigExp(r), one), r), mul(r, r))
	}))
}
