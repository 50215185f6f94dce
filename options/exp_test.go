package options_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/options"
)

// math.Exp is itself within 1 unit in the last place, so 3 allow for our 2.
func TestExponentials(t *testing.T) {
	const ulp = 0x1p-52
	zs := make([]float64, 1)
	for x := -699.9; x < 699; x += 0.00731 {
		zs[0] = x
		options.Exponentials(zs, 0, 1)
		want := math.Exp(x)
		require.InDelta(t, 1, zs[0]/want, 3*ulp, "exp(%v)", x)
	}
}

func TestExponentialsScaleEveryElement(t *testing.T) {
	zs := []float64{-2, -1, 0, 1, 2}
	options.Exponentials(zs, 0.03, 0.2)
	for i, z := range []float64{-2, -1, 0, 1, 2} {
		assert.InEpsilon(t, math.Exp(0.03+0.2*z), zs[i], 1e-15)
	}
}

func TestExponentialsBelowRange(t *testing.T) {
	zs := []float64{-700, -701, -1e6, math.Inf(-1)}
	options.Exponentials(zs, 0, 1)
	for _, x := range zs {
		assert.InEpsilon(t, math.Exp(-700), x, 1e-15)
	}
}
