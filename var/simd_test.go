package risk_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
	risk "speedup.example/var"
)

// The rows of SIMD are not in the students' module, and nor is this file.
func init() { table.Kernels["SIMD"] = risk.SIMD }

func TestSIMD(t *testing.T) {
	check.Widths(t, func(t *testing.T) { simulateTests(risk.SIMD.Simulate).Run(t) })
}

// emulated is SIMD without vector instructions.
func emulated(m *risk.Model, n int, w risk.Window, s random.Stream) risk.Tally {
	defer vector.Set(vector.None)()
	return risk.SIMD.Simulate(m, n, w, s)
}

// All vector instructions give the bits of the scalar code. The lengths are at the
// seams of the vectors (8), of the groups of normals (32) and of the batches (512).
func TestSIMDIsItsEmulation(t *testing.T) {
	check.Widths(t, func(t *testing.T) {
		for _, n := range []int{1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 511, 512, 513, 1025, risk.Chunk} {
			s := random.Stream{Seed: uint64(n), Piece: 3}
			all := emulated(model(t), n, everything, s).Inside
			for _, w := range windows(slices.Sorted(slices.Values(all))) {
				assert.Equal(t, emulated(model(t), n, w, s), risk.SIMD.Simulate(model(t), n, w, s), "n=%d, %+v", n, w)
			}
		}
	})
}

// No tally shows what its workspace did before. If a chunk has nothing inside,
// Inside is nil, as from a new workspace.
func TestSIMDNothingInside(t *testing.T) {
	check.Widths(t, func(t *testing.T) {
		for range 10 { // the pool may give another workspace than the one used just now
			s := random.Stream{Seed: 1}
			require.Len(t, risk.SIMD.Simulate(model(t), 100, everything, s).Inside, 100)
			require.Equal(t, risk.Tally{}, risk.SIMD.Simulate(model(t), 100, risk.Window{Low: -9, High: -8}, s))
		}
	})
}

// This checks the whole answer, Lowest included.
func TestSIMDAnswers(t *testing.T) {
	check.Alone(t, "var.simulateBatches", func(t *testing.T) {
		truth, err := risk.Normal(risk.Lecture(), 0.95)
		require.NoError(t, err)
		r, err := risk.Sequential(t.Context(), risk.Lecture(), 300_000, 0.95, 1, risk.SIMD)
		require.NoError(t, err)
		assert.InDelta(t, truth.VaR, r.VaR, 1.5*(r.High-r.Low))
		assert.InEpsilon(t, truth.ES, r.ES, 0.02)
	})
}

// Kernels on several cores share a pool of workspaces, and the answer doesn't depend
// on which one a kernel gets.
func TestSIMDInParallel(t *testing.T) {
	check.Alone(t, "var.Parallel", func(t *testing.T) {
		check.Widths(t, func(t *testing.T) { agrees(t, risk.Parallel, risk.SIMD) })
	})
}
