package vector_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/vector"
)

// Every row of the table, many times. math.Exp is itself off by up to 2 units in the last
// place.
func TestExponentials(t *testing.T) {
	const ulp = 0x1p-52
	zs := make([]float64, 1)
	for x := -699.9; x < 699; x += 0.00731 {
		zs[0] = x
		vector.Exponentials(zs, 0, 1)
		require.InDelta(t, 1, zs[0]/math.Exp(x), 3*ulp, "exp(%v)", x)
	}
}

// The range of Exponentials, evenly, its ends, and the place of the largest known
// error, 1.2 units.
func TestExponentialsToTwoUnits(t *testing.T) {
	xs := []float64{-700, math.Nextafter(-700, 0), math.Nextafter(700, 0), -267.9204374077911, 292.83547558649457}
	for x := -699.9; x < 700; x += 0.731 {
		xs = append(xs, x)
	}
	for _, x := range xs {
		zs := []float64{x}
		vector.Exponentials(zs, 0, 1)
		want := bigExp(num(x))
		float, _ := want.Float64()
		unit := math.Nextafter(float, math.Inf(1)) - float
		require.LessOrEqual(t, off(zs[0], want, num(unit)), 2.0, "exp(%v)", x)
	}
}

func TestExponentialsScaleEveryElement(t *testing.T) {
	zs := []float64{-2, -1, 0, 1, 2}
	vector.Exponentials(zs, 0.03, 0.2)
	for i, z := range []float64{-2, -1, 0, 1, 2} {
		assert.InEpsilon(t, math.Exp(0.03+0.2*z), zs[i], 1e-15)
	}
}

func TestExponentialsBelowRange(t *testing.T) {
	zs := []float64{-700, -701, -1e6, math.Inf(-1)}
	vector.Exponentials(zs, 0, 1)
	for _, x := range zs {
		assert.InEpsilon(t, math.Exp(-700), x, 1e-15)
	}
}
