package pi_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
	"speedup.example/pi"
)

type driver = func(ctx context.Context, n int, seed uint64, count pi.Kernel) (pi.Estimate, error)

func TestSequential(t *testing.T) { driverTests(pi.Sequential, check.One).Run(t) }

func TestParallel(t *testing.T) {
	check.Graded(t, "pi", "Parallel", driverTests(pi.Parallel, check.GOMAXPROCS))
}

func TestScalar(t *testing.T)   { kernelTests(pi.Scalar).Run(t) }
func TestUnrolled(t *testing.T) { check.Graded(t, "pi", "Unrolled", kernelTests(pi.Unrolled)) }

func driverTests(drive driver, limit func(procs int) int) check.Tests {
	return check.DriverTests(inPieces(drive), limit).And(check.Tests{
		"agrees": func(t *testing.T) { agrees(t, drive, pi.Scalar) },
		"cancels": func(t *testing.T) {
			check.Cancels(t, inPieces(drive), limit)
			check.NoAnswer(t, func(ctx context.Context) (pi.Estimate, error) { return drive(ctx, 1000, 1, pi.Scalar) })
		},
		"streams":   func(t *testing.T) { streams(t, drive) },
		"bad-input": func(t *testing.T) { badInput(t, drive) },
	})
}

func kernelTests(kernel pi.Kernel) check.Tests {
	return check.Tests{
		"truth":        func(t *testing.T) { check.ZScores(t, estimated, zScore(kernel)) },
		"seeds":        func(t *testing.T) { check.Neighbours(t, estimated, zScore(kernel)) },
		"repeatable":   func(t *testing.T) { repeatable(t, kernel) },
		"every-sample": func(t *testing.T) { everySample(t, kernel) },
	}
}

// inPieces binds a driver to as many whole chunks as there are pieces.
func inPieces(drive driver) check.Driver {
	return func(ctx context.Context, pieces int, piece func(int)) error {
		_, err := drive(ctx, pieces*pi.Chunk, 1, func(_ int, s random.Stream) int {
			piece(int(s.Piece))
			return 0
		})
		return err
	}
}

// The lengths are at the seams: one piece, a whole one, and one sample more.
var lengths = check.Pick("lengths",
	[]int{1, pi.Chunk - 1, pi.Chunk, pi.Chunk + 1, 5*pi.Chunk + 3},
	[]int{2, pi.Chunk - 2, pi.Chunk + 9, 2*pi.Chunk + 5},
	[]int{3, pi.Chunk + 77, 2 * pi.Chunk, 3*pi.Chunk + 1},
)

func agrees(t *testing.T, drive driver, kernel pi.Kernel) {
	for _, n := range lengths {
		want, err := pi.Sequential(t.Context(), n, check.Seed(7), kernel)
		require.NoError(t, err)
		check.SameAnswer(t, fmt.Sprintf("n=%d", n), want, func(ctx context.Context) (pi.Estimate, error) {
			return drive(ctx, n, check.Seed(7), kernel)
		})
	}
}

func streams(t *testing.T, drive driver) {
	seed := check.Seed(9)
	check.Procs(t, 4)
	for _, n := range slices.Backward(lengths) { // the longest tells most
		var mu sync.Mutex
		var parts []check.Part
		e, err := drive(t.Context(), n, seed, func(size int, s random.Stream) int {
			mu.Lock()
			defer mu.Unlock()
			parts = append(parts, check.Part{Size: size, Stream: s})
			return size
		})
		check.NoError(t, err, "Parallel")
		check.Streams(t, seed, pieces.Split(n, pi.Chunk), parts)
		if e.Inside != n || e.N != n || e.Pi != 4 {
			check.Fail(t, "All of %d samples were inside, and the estimate is %+v. Add up the counts of all pieces, each once.", n, e)
		}
	}
}

func badInput(t *testing.T, drive driver) {
	for _, n := range []int{0, -1, math.MinInt, math.MaxInt} {
		_, want := pi.Sequential(t.Context(), n, 1, pi.Scalar)
		require.ErrorContains(t, want, "want 1 to 1000000000000", "n=%d", n)
		check.SameError(t, want, func(ctx context.Context) (pi.Estimate, error) { return drive(ctx, n, 1, pi.Scalar) })
	}
}

// estimated has pieces of another size than the drivers', whose samples take seconds.
var (
	piecesOfEstimate = check.Pick("sizes", []int{1 << 16, 1 << 16, 1000}, []int{60_001, 60_002, 3_333}, []int{1 << 15, 70_007, 7_777})
	estimated        = "π from about 130,000 samples in three pieces"
)

// zScore returns how many standard errors of a binomial distribution the count is off.
func zScore(kernel pi.Kernel) func(seed uint64) float64 {
	return func(seed uint64) float64 {
		inside, n, p := 0, 0, math.Pi/4
		for i, size := range piecesOfEstimate {
			inside += kernel(size, random.Stream{Seed: seed, Piece: uint64(i)})
			n += size
		}
		return (float64(inside) - p*float64(n)) / math.Sqrt(p*(1-p)*float64(n))
	}
}

func repeatable(t *testing.T, kernel pi.Kernel) {
	s := random.Stream{Seed: check.Seed(5), Piece: 3}
	if first, second := kernel(1000, s), kernel(1000, s); first != second {
		check.Fail(t, "The same stream gave %d points inside, and the second time %d. Is something kept between the calls, or are the random numbers not from s?", first, second)
	}
}

// The lengths are at the seams: of the unroll (4), of the vectors (32), and around one
// point. An error at a multiple of all of them has nothing to do with the last samples.
func everySample(t *testing.T, kernel pi.Kernel) {
	if got, ok := fraction(t, kernel, 64); !ok {
		check.NotJudged(t, "Not judged: for n=64 the fraction inside is %.3f, and should be π/4 = %.3f. The check truth is about that.", got, math.Pi/4)
	}
	for _, n := range check.Pick("n", []int{1, 2, 3, 4, 5, 7, 8, 9, 11, 15, 16, 17, 31, 33}, []int{1, 2, 3, 6, 7, 10, 13, 17, 30, 35, 65}, []int{1, 2, 3, 5, 9, 14, 19, 23, 29, 37, 63}) {
		if got, ok := fraction(t, kernel, n); !ok {
			check.Fail(t, "For n=%d the fraction inside is %.3f, and should be π/4 = %.3f. n need not be a multiple of what a turn of the loop takes: the last samples count, too.", n, got, math.Pi/4)
		}
	}
}

// fraction returns the fraction of n samples that is inside, over many seeds. ok says
// that it is π/4 within five standard errors.
func fraction(t *testing.T, kernel pi.Kernel, n int) (got float64, ok bool) {
	const seeds = 4000
	total := 0
	for seed := range uint64(seeds) {
		inside := kernel(n, random.Stream{Seed: check.Seed(seed)})
		if inside < 0 || inside > n {
			check.Fail(t, "%d of %d samples are inside.", inside, n)
		}
		total += inside
	}
	p, samples := math.Pi/4, float64(seeds*n)
	got = float64(total) / samples
	return got, math.Abs(got-p) <= 5*math.Sqrt(p*(1-p)/samples)
}

func TestStandardErrorIsNeverZero(t *testing.T) {
	for _, inside := range []int{0, 1} {
		e, err := pi.Sequential(t.Context(), 1, 1, func(int, random.Stream) int { return inside })
		require.NoError(t, err)
		assert.Less(t, math.Abs(e.Pi-math.Pi), 5*e.StdErr)
	}
}

// By hand: 75 of 98 points, so p = 76/100, and the error is 4·√(0.76·0.24/98).
func TestEstimate(t *testing.T) {
	e, err := pi.Sequential(t.Context(), 98, 1, func(int, random.Stream) int { return 75 })
	require.NoError(t, err)
	assert.InDelta(t, 4*75./98, e.Pi, 1e-15)
	assert.InDelta(t, 0.17257, e.StdErr, 1e-5)
}
