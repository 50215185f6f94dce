package slowsum_test

import (
	"context"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/slowsum"
)

type driver = func(ctx context.Context, ns []int64, sum slowsum.Kernel) ([]slowsum.Sum, error)

var (
	drivers = map[string]driver{"Sequential": slowsum.Sequential, "Parallel": slowsum.Parallel}
	kernels = map[string]slowsum.Kernel{
		"Scalar": slowsum.Scalar, "Unrolled": slowsum.Unrolled, "ClosedForm": slowsum.ClosedForm,
	}
)

// truth returns (n−1)·n·(2n−1)/6, in integers without bounds.
func truth(n int64) *big.Int {
	product := big.NewInt(n - 1)
	product.Mul(product, big.NewInt(n))
	product.Mul(product, big.NewInt(2*n-1))
	return product.Div(product, big.NewInt(6))
}

// The truth itself, checked by hand: 0 + 1 + 4 + 9 + 16 = 30, and the value
// that Python prints for ten million.
func TestTruth(t *testing.T) {
	assert.Equal(t, "30", truth(5).String())
	assert.Equal(t, "333333283333335000000", truth(10_000_000).String())
}

// The lengths are at the seams: of the unroll (4), and where the sum outgrows
// signed and unsigned 64 bits.
func TestKernelsAreExact(t *testing.T) {
	lengths := []int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 100, 65_537,
		3_024_617, 3_024_618, 3_810_778, 3_810_779, 3_810_780, 10_000_000}
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			for _, n := range lengths {
				assert.Equal(t, truth(n).String(), kernel(n).String(), "n=%d", n)
			}
		})
	}
}

// The last n takes seconds in the loops, so -short leaves it out, and the loops
// are seen to go right through 2³² only once.
func TestKernelsAreExactAtTheBound(t *testing.T) {
	for name, kernel := range kernels {
		if testing.Short() && name != "ClosedForm" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, truth(slowsum.MaxN).String(), kernel(slowsum.MaxN).String())
		})
	}
}

func TestSameAnswer(t *testing.T) {
	ns := []int64{1, 1000, 2, 3, 50_000, 4, 5}
	for kernelName, kernel := range kernels {
		for driverName, drive := range drivers {
			t.Run(driverName+"/"+kernelName, func(t *testing.T) {
				want, err := slowsum.Sequential(t.Context(), ns, slowsum.Scalar)
				require.NoError(t, err)
				check.SameAnswer(t, want, func() ([]slowsum.Sum, error) {
					return drive(t.Context(), ns, kernel)
				})
			})
		}
	}
}

// inPieces binds a driver to the calls n = 1, 2, 3, …, so that a kernel can
// tell by n which call it is.
func inPieces(drive driver) check.Driver {
	return func(ctx context.Context, pieces int, piece func(int)) error {
		ns := make([]int64, pieces)
		for i := range ns {
			ns[i] = int64(i + 1)
		}
		_, err := drive(ctx, ns, func(n int64) slowsum.Sum {
			piece(int(n - 1))
			return slowsum.Sum{}
		})
		return err
	}
}

func TestDrivers(t *testing.T) {
	t.Run("Sequential", func(t *testing.T) { check.Sequential(t, inPieces(slowsum.Sequential)) })
	t.Run("Parallel", func(t *testing.T) { check.Parallel(t, inPieces(slowsum.Parallel)) })
}

func TestCancelledHasNoResult(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			result, err := drive(ctx, []int64{1, 2}, slowsum.Scalar)
			require.ErrorIs(t, err, context.Canceled)
			assert.Nil(t, result)
		})
	}
}

func TestBounds(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			sums, err := drive(t.Context(), []int64{1, slowsum.MaxN}, slowsum.ClosedForm)
			require.NoError(t, err)
			assert.Equal(t, []slowsum.Sum{{}, slowsum.ClosedForm(slowsum.MaxN)}, sums)
		})
	}
}

func TestBadInput(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int64{0, -1, slowsum.MaxN + 1} {
				sums, err := drive(t.Context(), []int64{10, n}, slowsum.Scalar)
				require.ErrorContains(t, err, "ns[1] is")
				require.ErrorContains(t, err, "want 1 to 4294967296")
				assert.Nil(t, sums)
			}
			_, err := drive(t.Context(), nil, slowsum.Scalar)
			require.ErrorContains(t, err, "ns is empty")
		})
	}
}
