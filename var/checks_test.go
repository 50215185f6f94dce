package risk_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	risk "speedup.example/var"
)

func TestSequentialFor(t *testing.T) {
	loopTests(risk.SequentialFor, risk.Sequential, check.One).Run(t)
}

func TestParallelFor(t *testing.T) {
	check.Graded(t, "var", "parallelFor", loopTests(risk.ParallelFor, risk.Parallel, check.GOMAXPROCS))
}

func TestScalar(t *testing.T) { simulateTests(risk.Scalar.Simulate).Run(t) }

func TestSimulateBatches(t *testing.T) {
	check.Graded(t, "var", "simulateBatches", simulateTests(risk.Unrolled.Simulate))
}

// loopTests test a loop, and the driver that has it: the results of the pieces have to
// be right once the loop has returned.
func loopTests(each check.Driver, drive driver, limit func(procs int) int) check.Tests {
	return check.DriverTests(each, limit).And(check.Tests{
		"agrees": func(t *testing.T) {
			agrees(t, drive, risk.Scalar)
			sameOrderOfSums(t, drive)
			sameWhenThePilotMisses(t, drive)
		},
		"cancels": func(t *testing.T) {
			check.Cancels(t, each, limit)
			check.NoAnswer(t, func(ctx context.Context) (risk.Risk, error) {
				return drive(ctx, risk.Lecture(), 100, 0.95, 1, risk.Scalar)
			})
		},
		"race": func(t *testing.T) { check.Race(t, inPieces(drive)) },
	})
}

type simulation = func(m *risk.Model, n int, w risk.Window, s random.Stream) risk.Tally

func simulateTests(simulate simulation) check.Tests {
	return check.Tests{
		"truth": func(t *testing.T) { truth(t, simulate) },
		"seeds": func(t *testing.T) {
			check.Neighbours(t, "the lecture's portfolio", zScore(t, risk.Lecture(), simulate))
		},
		"repeatable":   func(t *testing.T) { repeatable(t, simulate) },
		"every-return": func(t *testing.T) { everyReturn(t, simulate) },
		"keeps":        func(t *testing.T) { keeps(t, simulate) },
	}
}

// The standard error comes from the confidence interval, so this checks the
// interval, too. If it is too narrow or too wide, the z-scores don't have
// variance 1.
func zScore(t *testing.T, p risk.Portfolio, simulate simulation) func(seed uint64) float64 {
	truth, err := risk.Normal(p, 0.95)
	require.NoError(t, err)
	kernel := risk.Kernel{Simulate: simulate, Lowest: risk.Scalar.Lowest}
	return func(seed uint64) float64 {
		r, err := risk.Sequential(t.Context(), p, check.Pick("n", 20_000, 19_001, 21_003), 0.95, seed, kernel)
		if err != nil {
			check.Fail(t, "With seed %d there is no answer: %v.", seed, err)
		}
		return (r.VaR - truth.VaR) / ((r.High - r.Low) / (2 * 1.96))
	}
}

func truth(t *testing.T, simulate simulation) {
	check.ZScores(t, "the lecture's portfolio", zScore(t, risk.Lecture(), simulate))
	check.ZScores(t, "three correlated assets", zScore(t, correlated(), simulate))
}

func model(t *testing.T) *risk.Model {
	m, err := risk.NewModel(correlated())
	require.NoError(t, err)
	return m
}

func repeatable(t *testing.T, simulate simulation) {
	m, s := model(t), random.Stream{Seed: check.Seed(5), Piece: 3}
	first := slices.Sorted(slices.Values(simulate(m, 100, everything, s).Inside))
	second := slices.Sorted(slices.Values(simulate(m, 100, everything, s).Inside))
	if !slices.Equal(first, second) {
		check.Fail(t, "The same stream gave other returns the second time. Is something kept between the calls, or are the random numbers not from s?")
	}
}

// Every return has the portfolio's distribution, even the last ones of a chunk: this
// checks the mean of each length, over many streams. An error in a whole batch has
// nothing to do with the last returns.
func everyReturn(t *testing.T, simulate simulation) {
	if mean := meanReturn(t, simulate, 512); !(math.Abs(mean) <= 5) {
		check.NotJudged(t, "Not judged: the mean of the returns in many runs of n=512 is %.1f of its standard errors away from the true mean. The check truth is about that.", mean)
	}
	for _, n := range check.Pick("n", []int{1, 2, 3, 4, 5, 6, 7}, []int{1, 2, 3, 9, 13, 14, 15}, []int{1, 2, 3, 5, 10, 17, 19}) {
		if mean := meanReturn(t, simulate, n); !(math.Abs(mean) <= 5) {
			check.Fail(t, "The mean of the returns in many runs of n=%d is %.1f of its standard errors away from the true mean. n need not be a multiple of what a turn of the loop takes.", n, mean)
		}
	}
}

// meanReturn returns the error of the mean of n returns, over many streams, in
// standard errors.
func meanReturn(t *testing.T, simulate simulation, n int) float64 {
	truth, err := risk.Normal(correlated(), 0.5) // the median, which is the mean
	require.NoError(t, err)
	var sum, squares float64
	for piece := range uint64(2000) {
		got := simulate(model(t), n, everything, random.Stream{Seed: check.Seed(0), Piece: piece})
		if len(got.Inside) != n || got.Below != 0 {
			check.Fail(t, "Of %d returns, with a window that takes everything, %d are inside and %d below.", n, len(got.Inside), got.Below)
		}
		for _, r := range got.Inside {
			sum += r + truth.VaR
			squares += (r + truth.VaR) * (r + truth.VaR)
		}
	}
	return sum / math.Sqrt(squares)
}

// The window decides which returns stay, but the returns don't depend on it.
// The lengths are at the seams: of the unroll (4) and of the batch (512).
func keeps(t *testing.T, simulate simulation) {
	for _, n := range check.Pick("n", []int{1, 2, 3, 4, 5, 7, 8, 9, 511, 512, 513, 1023, 1024, 1025, risk.Chunk}, []int{1, 2, 3, 6, 10, 17, 500, 512, 515, 1022, 1537, risk.Chunk}, []int{1, 2, 3, 11, 15, 33, 510, 513, 1021, 1027, 2049, risk.Chunk}) {
		s := random.Stream{Seed: check.Seed(5), Piece: uint64(n)}
		all := slices.Sorted(slices.Values(simulate(model(t), n, everything, s).Inside))
		if len(all) != n || len(slices.Compact(slices.Clone(all))) != n {
			check.Fail(t, "For n=%d there are %d returns, %d of them different. The last batch may be shorter than the others.", n, len(all), len(slices.Compact(all)))
		}
		for _, w := range windows(all) {
			compare(t, fmt.Sprintf("n=%d", n), w, tally(all, w), simulate(model(t), n, w, s))
		}
	}
}

// compare compares tallies, in which the returns inside and the terms of the
// sum may have any order.
func compare(t *testing.T, name string, w risk.Window, want, got risk.Tally) {
	t.Helper()
	compareBelow(t, name, w, want, got)
	compareInside(t, name, w, want, got)
}

func compareBelow(t *testing.T, name string, w risk.Window, want, got risk.Tally) {
	t.Helper()
	switch {
	case got.Below != want.Below:
		check.Fail(t, "For %s and the window %+v, %d returns are below, want %d. One that equals w.Low is inside.", name, w, got.Below, want.Below)
	case !(math.Abs(got.Sum-want.Sum) <= 1e-9):
		check.Fail(t, "For %s and the window %+v, the sum of the returns below is %v, want %v.", name, w, got.Sum, want.Sum)
	}
}

func compareInside(t *testing.T, name string, w risk.Window, want, got risk.Tally) {
	t.Helper()
	inside := slices.Sorted(slices.Values(got.Inside))
	switch {
	case len(inside) > len(want.Inside):
		check.Fail(t, "For %s and the window %+v, %d returns are inside, want %d. Those above the window are dropped.", name, w, len(inside), len(want.Inside))
	case len(inside) < len(want.Inside):
		check.Fail(t, "For %s and the window %+v, %d returns are inside, want %d. Both ends belong to the window.", name, w, len(inside), len(want.Inside))
	case !slices.Equal(inside, slices.Sorted(slices.Values(want.Inside))):
		check.Fail(t, "For %s and the window %+v, the returns inside are not those that were simulated. Some are there twice, and others are missing.", name, w)
	}
}

func TestSift(t *testing.T) {
	check.Graded(t, "var", "sift", check.Tests{
		"below":  func(t *testing.T) { siftIn(t, 1, compareBelow) },
		"inside": func(t *testing.T) { siftIn(t, 1, compareInside) },
		"adds":   func(t *testing.T) { siftIn(t, 3, compare) },
	})
}

// siftIn sifts whole numbers in a few batches. Many are equal, and some equal an
// end of the window.
func siftIn(t *testing.T, batches int, compare func(t *testing.T, name string, w risk.Window, want, got risk.Tally)) {
	rng := rand.New(rand.NewPCG(check.Seed(7), 8))
	for n := 1; n <= 40; n++ {
		returns := make([]float64, n)
		for i := range returns {
			returns[i] = float64(rng.IntN(9))
		}
		for _, w := range windows(slices.Sorted(slices.Values(returns))) {
			var got risk.Tally
			batch := slices.Clone(returns)
			for i := range batches {
				got.Sift(batch[i*n/batches:(i+1)*n/batches], w)
			}
			name := fmt.Sprint("the batch ", returns)
			if batches > 1 {
				name = fmt.Sprintf("%v in %d batches", returns, batches)
			}
			compare(t, name, w, tally(returns, w), got)
		}
	}
}

// The lengths are at the seams: of the first rank, of the chunk, and where the
// pilot has more than one chunk.
func agrees(t *testing.T, drive driver, kernel risk.Kernel) {
	seed := check.Seed(7)
	for _, n := range check.Pick("n", []int{1, 2, 19, 20, 21, risk.Chunk - 1, risk.Chunk, risk.Chunk + 1, 3*risk.Chunk + 5, 65*risk.Chunk + 7}, []int{1, 3, 18, 20, risk.Chunk - 2, 4*risk.Chunk + 1}, []int{1, 2, 22, risk.Chunk, 3*risk.Chunk + 9}) {
		want, err := risk.Sequential(t.Context(), correlated(), n, 0.95, seed, kernel)
		require.NoError(t, err)
		check.SameAnswer(t, fmt.Sprintf("n=%d", n), want, func(ctx context.Context) (risk.Risk, error) {
			return drive(ctx, correlated(), n, 0.95, seed, kernel)
		})
	}
}

// The sums of the pieces below the window have very different magnitudes. So
// every other order of adding them gives another result.
func sameOrderOfSums(t *testing.T, drive driver) {
	const n = 20 * risk.Chunk
	kernel := risk.Kernel{
		Simulate: func(_ *risk.Model, size int, w risk.Window, s random.Stream) risk.Tally {
			got := tally(make([]float64, size), w)
			if w != everything {
				got.Inside, got.Below, got.Sum = got.Inside[1:], 1, -math.Exp(float64(s.Piece*s.Piece%23)+0.1)
			}
			return got
		},
		Lowest: risk.Scalar.Lowest,
	}
	want, err := risk.Sequential(t.Context(), risk.Lecture(), n, 0.95, 7, kernel)
	require.NoError(t, err)
	for range check.Pick("runs", 10, 2) {
		check.SameAnswer(t, "sums of very different magnitudes", want, func(ctx context.Context) (risk.Risk, error) {
			return drive(ctx, risk.Lecture(), n, 0.95, 7, kernel)
		})
	}
}

// If the window misses, the driver calls the loop a third time.
func sameWhenThePilotMisses(t *testing.T, drive driver) {
	const n = 10 * risk.Chunk
	want, err := risk.Sequential(t.Context(), risk.Lecture(), n, 0.75, 1, numbered)
	require.NoError(t, err)
	check.InBubble(t, func(t *testing.T) {
		got, err := drive(t.Context(), risk.Lecture(), n, 0.75, 1, numbered)
		if err != nil || got != want {
			check.Fail(t, "The loop is called for the pilot, for the run, and here for another run. Then the answer is %+v (error: %v), and Sequential's is %+v. Does one call leave something behind that the next one finds?", got, err, want)
		}
	})
}

// inPieces binds a driver to as many whole chunks as there are pieces, so few
// that the pilot is less than one. All returns are 0, and so in the window.
func inPieces(drive driver) check.Driver {
	return func(ctx context.Context, pieces int, piece func(int)) error {
		_, err := drive(ctx, risk.Lecture(), pieces*risk.Chunk, 0.95, 1, risk.Kernel{
			Simulate: func(_ *risk.Model, n int, _ risk.Window, s random.Stream) risk.Tally {
				if n == risk.Chunk {
					piece(int(s.Piece))
				}
				return risk.Tally{Inside: noReturns[:n]}
			},
			Lowest: func([]float64, int) {}, // equal numbers are in order
		})
		return err
	}
}
