package pi_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/pi"
)

type driver = func(ctx context.Context, n int, seed uint64, count pi.Kernel) (pi.Estimate, error)

var (
	drivers = map[string]driver{"Sequential": pi.Sequential, "Parallel": pi.Parallel}
	kernels = map[string]pi.Kernel{"Scalar": pi.Scalar, "Unrolled": pi.Unrolled}
)

func TestKernelsAgreeWithPi(t *testing.T) {
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			check.ZScores(t, func(seed uint64) float64 {
				e, err := pi.Sequential(t.Context(), 2*pi.Chunk+1000, seed, kernel)
				require.NoError(t, err)
				return (e.Pi - math.Pi) / e.StdErr
			})
		})
	}
}

// The lengths are at the seams: of the unroll (4) and around one point.
func TestKernelsCountEverySample(t *testing.T) {
	const seeds = 4000
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 9, 11} {
				total := 0
				for seed := range uint64(seeds) {
					inside := kernel(n, random.Stream{Seed: seed})
					require.True(t, 0 <= inside && inside <= n, "%d of %d samples inside", inside, n)
					total += inside
				}
				p, samples := math.Pi/4, float64(seeds*n)
				assert.InDelta(t, p, float64(total)/samples, 5*math.Sqrt(p*(1-p)/samples), "n=%d", n)
			}
		})
	}
}

func TestSameAnswer(t *testing.T) {
	for kernelName, kernel := range kernels {
		for driverName, drive := range drivers {
			for _, n := range []int{1, pi.Chunk - 1, pi.Chunk, pi.Chunk + 1, 5*pi.Chunk + 3} {
				want, err := pi.Sequential(t.Context(), n, 7, kernel)
				require.NoError(t, err)
				require.Equal(t, n, want.N)
				t.Run(driverName+"/"+kernelName, func(t *testing.T) {
					check.SameAnswer(t, want, func() (pi.Estimate, error) {
						return drive(t.Context(), n, 7, kernel)
					})
				})
			}
		}
	}
}

// inPieces binds a driver to as many whole chunks as it is asked for.
func inPieces(drive driver) check.Driver {
	return func(ctx context.Context, pieces int, piece func(int)) error {
		_, err := drive(ctx, pieces*pi.Chunk, 1, func(n int, s random.Stream) int {
			piece(int(s.Piece))
			return 0
		})
		return err
	}
}

func TestDrivers(t *testing.T) {
	t.Run("Sequential", func(t *testing.T) { check.Sequential(t, inPieces(pi.Sequential)) })
	t.Run("Parallel", func(t *testing.T) { check.Parallel(t, inPieces(pi.Parallel)) })
}

// The sum of the pieces is the whole: what the kernels are asked for adds up
// to n, and every piece has the stream of its own number.
func TestDriversCutTheWork(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{1, pi.Chunk - 1, pi.Chunk, pi.Chunk + 1, 3*pi.Chunk - 1} {
				e, err := drive(t.Context(), n, 9, func(size int, s random.Stream) int {
					assert.Equal(t, min(pi.Chunk, n-int(s.Piece)*pi.Chunk), size)
					assert.Equal(t, uint64(9), s.Seed)
					return size
				})
				require.NoError(t, err)
				assert.Equal(t, pi.Estimate{Pi: 4, StdErr: e.StdErr, Inside: n, N: n}, e)
			}
		})
	}
}

func TestStandardErrorIsNeverZero(t *testing.T) {
	for _, inside := range []int{0, 1} {
		e, err := pi.Sequential(t.Context(), 1, 1, func(int, random.Stream) int { return inside })
		require.NoError(t, err)
		assert.Less(t, math.Abs(e.Pi-math.Pi), 5*e.StdErr)
	}
}

func TestCancelledHasNoResult(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			result, err := drive(ctx, 5*pi.Chunk, 1, pi.Scalar)
			require.ErrorIs(t, err, context.Canceled)
			assert.Zero(t, result)
		})
	}
}

func TestBadInput(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{0, -1, math.MinInt, pi.MaxSamples + 1, math.MaxInt} {
				e, err := drive(t.Context(), n, 1, pi.Scalar)
				require.ErrorContains(t, err, "want 1 to 1000000000000", "n=%d", n)
				assert.Zero(t, e)
			}
		})
	}
}
