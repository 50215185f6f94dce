package slowsum_test

import (
	"context"
	"fmt"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/slowsum"
)

type driver = func(ctx context.Context, ns []int64, sum slowsum.Kernel) ([]slowsum.Sum, error)

func TestSequential(t *testing.T) { driverTests(slowsum.Sequential, check.One).Run(t) }

func TestParallel(t *testing.T) {
	check.Graded(t, "slowsum", "Parallel", driverTests(slowsum.Parallel, check.GOMAXPROCS))
}

func TestScalar(t *testing.T) { kernelTests(slowsum.Scalar).Run(t) }

func TestUnrolled(t *testing.T) {
	check.Graded(t, "slowsum", "Unrolled", kernelTests(slowsum.Unrolled))
}

func TestClosedForm(t *testing.T) {
	check.Graded(t, "slowsum", "ClosedForm", kernelTests(slowsum.ClosedForm).And(check.Tests{
		"bound": func(t *testing.T) { overflow(t, slowsum.ClosedForm, slowsum.MaxN-1, slowsum.MaxN) },
	}))
}

// The loops take seconds for the largest n, so this runs once, and -short
// leaves it out.
func TestLargestN(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}
	exact(t, slowsum.Scalar, slowsum.MaxN)
}

func driverTests(drive driver, limit func(procs int) int) check.Tests {
	return check.DriverTests(inPieces(drive), limit).And(check.Tests{
		"agrees":    func(t *testing.T) { agrees(t, drive, slowsum.Scalar) },
		"order":     func(t *testing.T) { check.InOrder(t, numbers(drive)) },
		"bad-input": func(t *testing.T) { badInput(t, drive) },
		"cancels": func(t *testing.T) {
			check.Cancels(t, inPieces(drive), limit)
			check.NoAnswer(t, func(ctx context.Context) ([]slowsum.Sum, error) { return drive(ctx, []int64{1, 2}, slowsum.Scalar) })
		},
	})
}

// The lengths are at the seams of the unroll, and where the sum outgrows signed
// and unsigned 64 bits.
func kernelTests(kernel slowsum.Kernel) check.Tests {
	return check.Tests{
		"exact": func(t *testing.T) {
			exact(t, kernel, check.Pick("n",
				[]int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 100, 65_537},
				[]int64{1, 2, 3, 4, 5, 6, 7, 14, 18, 19, 21, 31, 101, 1_002, 70_001},
				[]int64{1, 2, 3, 4, 5, 6, 7, 10, 20, 22, 23, 33, 103, 2_001, 90_002},
			)...)
		},
		"overflow": func(t *testing.T) {
			overflow(t, kernel, check.Pick("n",
				[]int64{3_024_617, 3_024_618, 3_810_778, 3_810_779, 10_000_000},
				[]int64{3_024_617, 3_024_618, 3_810_778, 3_810_779, 9_000_001},
				[]int64{3_024_619, 3_500_000, 3_810_780, 4_444_447, 11_000_002},
			)...)
		},
	}
}

// truth returns (n−1)·n·(2n−1)/6 in math/big, which never overflows.
func truth(n int64) *big.Int {
	product := big.NewInt(n - 1)
	product.Mul(product, big.NewInt(n))
	product.Mul(product, big.NewInt(2*n-1))
	return product.Div(product, big.NewInt(6))
}

// The truth, checked by hand: 0 + 1 + 4 + 9 + 16 = 30, and the value that
// Python prints for ten million.
func TestTruth(t *testing.T) {
	assert.Equal(t, "30", truth(5).String())
	assert.Equal(t, "333333283333335000000", truth(10_000_000).String())
}

func exact(t *testing.T, kernel slowsum.Kernel, ns ...int64) {
	for _, n := range ns {
		got, want := kernel(n).Big(), truth(n)
		if got.Cmp(want) != 0 {
			check.Fail(t, "For n=%d the sum is %v, and should be %v.%s", n, got, want, lastTerms(n, got))
		}
	}
}

// lastTerms returns a hint if the sum lacks only the last terms.
func lastTerms(n int64, sum *big.Int) string {
	for missing := int64(1); missing < min(n, 16); missing++ {
		if sum.Cmp(truth(n-missing)) == 0 {
			return fmt.Sprintf(" That is the sum without the last %d: n need not be a multiple of what a turn of the loop takes.", missing)
		}
	}
	return ""
}

// overflow checks sums that outgrow 64 bits.
func overflow(t *testing.T, kernel slowsum.Kernel, ns ...int64) {
	for _, n := range ns {
		got, want := kernel(n).Big(), truth(n)
		if got.Cmp(want) != 0 {
			product := new(big.Int).Mul(want, big.NewInt(6))
			check.Fail(t, "For n=%d the sum is %v, and should be %v. The sum takes %d bits, and (n−1)·n·(2n−1) takes %d: what does not fit in 64 bits wraps around without a word (in an int64, already what does not fit in 63), and a float64 has 53. The package math/bits has functions for numbers of 128 bits (Add64, Mul64, Div64), and Sum has room for one.", n, got, want, want.BitLen(), product.BitLen())
		}
	}
}

func agrees(t *testing.T, drive driver, kernel slowsum.Kernel) {
	ns := check.Pick("ns", []int64{1, 1000, 2, 3, 50_000, 4, 5}, []int64{70_000, 3, 2, 999, 1}, []int64{4, 4, 12_345, 7, 1, 2, 3, 88})
	want, err := slowsum.Sequential(t.Context(), ns, kernel)
	require.NoError(t, err)
	check.SameAnswer(t, fmt.Sprintf("ns=%d", ns), want, func(ctx context.Context) ([]slowsum.Sum, error) {
		return drive(ctx, ns, kernel)
	})
}

// calls returns n = 1, 2, 3, …, so a kernel can tell by n which call it is.
func calls(pieces int) []int64 {
	ns := make([]int64, pieces)
	for i := range ns {
		ns[i] = int64(i + 1)
	}
	return ns
}

// inPieces binds a driver to as many calls as there are pieces.
func inPieces(drive driver) check.Driver {
	return func(ctx context.Context, pieces int, piece func(int)) error {
		_, err := drive(ctx, calls(pieces), func(n int64) slowsum.Sum {
			piece(int(n - 1))
			return slowsum.Sum{}
		})
		return err
	}
}

// numbers binds a driver to calls whose sum is the number of the call.
func numbers(drive driver) func(ctx context.Context, pieces int, number func(int) int) ([]int, error) {
	return func(ctx context.Context, pieces int, number func(int) int) (answers []int, err error) {
		sums, err := drive(ctx, calls(pieces), func(n int64) slowsum.Sum {
			return slowsum.Sum{Lo: uint64(number(int(n - 1)))}
		})
		for _, sum := range sums {
			answers = append(answers, int(sum.Lo))
		}
		return answers, err
	}
}

func badInput(t *testing.T, drive driver) {
	refuses(t, drive)
	one := func(int64) slowsum.Sum { return slowsum.Sum{Lo: 1} }
	_, err := drive(t.Context(), []int64{1, slowsum.MaxN}, one)
	check.NoError(t, err, "For the smallest and the largest n, which Sequential takes, it")
}

func refuses(t *testing.T, drive driver) {
	for _, ns := range [][]int64{nil, {10, 0}, {10, -1}, {slowsum.MaxN + 1}} {
		_, want := slowsum.Sequential(t.Context(), ns, slowsum.Scalar)
		check.SameError(t, want, func(ctx context.Context) ([]slowsum.Sum, error) { return drive(ctx, ns, slowsum.Scalar) })
	}
}

// Sequential's errors name the argument and its bounds.
func TestSequentialNamesTheArgument(t *testing.T) {
	for _, n := range []int64{0, -1, slowsum.MaxN + 1} {
		_, err := slowsum.Sequential(t.Context(), []int64{10, n}, slowsum.Scalar)
		require.EqualError(t, err, fmt.Sprintf("slowsum: ns[1] is %d, want 1 to 4294967296", n))
	}
	_, err := slowsum.Sequential(t.Context(), nil, slowsum.Scalar)
	require.ErrorContains(t, err, "ns is empty")
}
