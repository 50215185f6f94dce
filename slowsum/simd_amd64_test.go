//go:build goexperiment.simd && amd64

package slowsum_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/check"
	"speedup.example/internal/vector"
	"speedup.example/slowsum"
)

// All vector instructions are exact, at the seams of a turn (32) and where the
// sum outgrows 64 bits.
func TestSIMD(t *testing.T) {
	check.Vectors(t, func(t *testing.T) {
		kernelTests(slowsum.SIMD).Run(t)
		for n := range int64(80) {
			exact(t, slowsum.SIMD, n+1)
		}
		exact(t, slowsum.SIMD, 3_810_780, 3_810_797, 20_000_001)
	})
}

// At the bound the squares fill 64 bits; one short of it 31 of them are left over.
func TestSIMDIsExactAtTheBound(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds in the loops")
	}
	check.Vectors(t, func(t *testing.T) { exact(t, slowsum.SIMD, slowsum.MaxN-1) })
}

func TestSIMDInParallel(t *testing.T) {
	check.Alone(t, "slowsum.Parallel", func(t *testing.T) {
		check.Vectors(t, func(t *testing.T) { agrees(t, slowsum.Parallel, slowsum.SIMD) })
	})
}

func TestSIMDWithoutVectors(t *testing.T) {
	check.Alone(t, "slowsum.Unrolled", func(t *testing.T) {
		defer vector.Set(vector.None)()
		assert.Equal(t, slowsum.Unrolled(4_000_001), slowsum.SIMD(4_000_001))
	})
}
