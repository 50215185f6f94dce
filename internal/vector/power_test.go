package vector_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/vector"
)

// What can a test see of numbers that are right to 40 bits? It counts draws in cells. If
// the true probability of a cell is p and ours p + d, χ² of n draws is larger by n·Σ d²/p
// on average. A test sees that if it is at least the root of the number of cells. (A.
// Agresti, "Categorical Data Analysis", Wiley 2013, section 6.6.)
//
// Squares makes s = −2·ln u, and exp(−s/2) should be u again. Polar makes an angle that
// should be π·t. Both are uniform. So cells of equal width h have p = h, and d is the
// difference of the errors at the ends of the cell.

const (
	cells = 1 << 12
	draws = 1e12
)

// excess returns by how much n·Σ d²/p exceeds that of a uniform number, given the errors
// at the ends of the cells.
func excess(errors []float64) (sum float64) {
	for i := range errors[1:] {
		d := errors[i+1] - errors[i]
		sum += draws * d * d * cells
	}
	return sum
}

// errorOfSquare returns exp(−s/2) − u, which is u·(ln u² + s)/−2, because s is nearly
// right.
func errorOfSquare(u, s float64) float64 {
	difference, _ := add(scale(bigLog(num(u)), 2), num(s)).Float64()
	return -u * difference / 2
}

// errorOfAngle returns by how much the angle of (x, y) exceeds π·t, in units of π.
func errorOfAngle(t, x, y float64) float64 {
	angle := scale(bigPi, t)
	across, _ := sub(mul(num(y), bigCos(angle)), mul(num(x), bigSin(angle))).Float64()
	return across / math.Pi
}

func TestNoTestCouldTell(t *testing.T) {
	words, squares, angles := make([]uint64, cells), make([]float64, cells), make([]float64, cells)
	s, ones, points := make([]float64, cells), make([]float64, cells), make([]float64, 2*cells)
	for i := range words {
		words[i], ones[i] = uint64(i)*(1<<64/cells), 1
	}
	vector.Squares(s, words)
	vector.Polar(points, ones, words)
	for i, word := range words {
		u, at := 1-float64(word>>12)/0x1p52, 2*i-i%8
		squares[i] = errorOfSquare(u, s[i])
		angles[i] = errorOfAngle(0.5-u, points[at], points[at+8])
	}
	assert.Less(t, excess(squares), 1e-9)
	assert.Less(t, excess(angles), 1e-9)
}

// A test can see a polynomial with four coefficients, which is right to 11 bits.
func TestATestCanTell(t *testing.T) {
	log := polynomials["log"]
	short := interpolate(4, log.a, log.b, log.f)
	errors := make([]float64, cells)
	for i := range errors {
		f := (float64(i)/cells - 0.5) * 2 / 3
		y := 0.0
		for _, c := range short {
			y = y*f + c
		}
		errors[i] = errorOfSquare(1+f, f*y)
	}
	assert.Greater(t, excess(errors), 10*math.Sqrt(cells))
}
