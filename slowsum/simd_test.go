package slowsum_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/check"
	"speedup.example/slowsum"
)

// The rows of SIMD are not in the students' module, and nor is this file.
func init() { table.Kernels["SIMD"] = slowsum.SIMD }

// All vector instructions are exact, and so is the scalar code: at the seams of a turn
// (32) and where the sum outgrows 64 bits.
func TestSIMD(t *testing.T) {
	check.Widths(t, func(t *testing.T) {
		kernelTests(slowsum.SIMD).Run(t)
		for n := range int64(80) {
			exact(t, slowsum.SIMD, n+1)
		}
		exact(t, slowsum.SIMD, 3_810_780, 3_810_797, 20_000_001)
	})
}

// At the bound the squares fill 64 bits. One below it the vectors leave 31 of them over.
func TestSIMDIsExactAtTheBound(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds in the loops")
	}
	check.Vectors(t, func(t *testing.T) { exact(t, slowsum.SIMD, slowsum.MaxN-1) })
}

func TestSIMDInParallel(t *testing.T) {
	check.Alone(t, "slowsum.Parallel", func(t *testing.T) {
		check.Widths(t, func(t *testing.T) { agrees(t, slowsum.Parallel, slowsum.SIMD) })
	})
}

// A run is as long as 64 bits allow, or 2³⁰, and no longer.
func TestRun(t *testing.T) {
	const most = 1 << 30
	for _, n := range []int64{1, 2, 3, 1000, 131_072, 131_073, 131_074, 3_037_000_500, 1<<31 - 1, 1 << 31, 1<<31 + 1, slowsum.MaxN - 1, slowsum.MaxN} {
		run := slowsum.Run(n)
		assert.True(t, fits(run, n), "a run of %d below n=%d outgrows 64 bits", run, n)
		assert.True(t, run == most || !fits(run+1, n), "a run of %d below n=%d could be longer", run, n)
		assert.LessOrEqual(t, run, most)
	}
}

// fits reports whether 2³²−1 + run·(n−1)² is below 2⁶⁴.
func fits(run int, n int64) bool {
	square := new(big.Int).Mul(big.NewInt(n-1), big.NewInt(n-1))
	sum := square.Mul(square, big.NewInt(int64(run)))
	return sum.Add(sum, big.NewInt(math.MaxUint32)).BitLen() <= 64
}
