package vector_test

import (
	"math"
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

// The functions that the polynomials approximate, with the ranges and the
// numbers of coefficients.
var polynomials = map[string]struct {
	got  []float64
	n    int
	a, b *big.Float
	f    func(x *big.Float) *big.Float
	unit func(y *big.Float) *big.Float // of the error
}{
	"log": {vector.LogSeries, 16, ratio(-1, 3), ratio(1, 3), func(f *big.Float) *big.Float {
		return div(scale(bigLog(add(num(1), f)), -2), f)
	}, itself},
	"sin": {vector.SinSeries, 7, num(0), num(0.25), func(t2 *big.Float) *big.Float {
		t := num(0).Sqrt(t2)
		return div(bigSin(mul(bigPi, t)), t)
	}, itself},
	"cos": {vector.CosSeries, 7, num(0), num(0.25), func(t2 *big.Float) *big.Float {
		return bigCos(mul(bigPi, num(0).Sqrt(t2)))
	}, func(*big.Float) *big.Float { return num(1) }},
	"exp": {vector.ExpSeries[:9], 9, num(-0.5), num(0.5), func(r *big.Float) *big.Float {
		if r.MantExp(nil) < -300 { // 0, except for rounding
			return bigLn2
		}
		return div(sub(bigExp(mul(bigLn2, r)), num(1)), r)
	}, itself},
}

func itself(y *big.Float) *big.Float { return y }

func TestCoefficients(t *testing.T) {
	for name, s := range polynomials {
		assert.Equal(t, interpolate(s.n, s.a, s.b, s.f), s.got, name)
	}
	assert.Equal(t, 1.0, vector.ExpSeries[9], "2⁰")
}

// The polynomials are right to 40 bits. With two coefficients less they are not.
func TestAccuracyOfPolynomials(t *testing.T) {
	for name, s := range polynomials {
		worst := func(coefficients []float64) (worst float64) {
			const points = 500
			for i := range points {
				x := add(s.a, mul(sub(s.b, s.a), ratio(float64(i)+0.3, points)))
				y, want := num(0), s.f(x)
				for _, c := range coefficients {
					y = add(mul(y, x), num(c))
				}
				fraction, _ := div(sub(y, want), s.unit(want)).Float64()
				worst = max(worst, math.Abs(fraction))
			}
			return worst
		}
		assert.Less(t, worst(s.got), accuracy, name)
		assert.Greater(t, worst(interpolate(s.n-2, s.a, s.b, s.f)), accuracy, name)
	}
}
