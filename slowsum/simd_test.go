package slowsum_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/slowsum"
)

func TestEmulated(t *testing.T) { kernelTests(slowsum.Emulated).Run(t) }

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
