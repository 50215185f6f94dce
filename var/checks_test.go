package risk_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
	risk "speedup.example/var"
)

func TestSequential(t *testing.T) { driverTests(risk.Sequential, check.One).Run(t) }

func TestParallel(t *testing.T) {
	check.Graded(t, "var", "Parallel", driverTests(risk.Parallel, check.GOMAXPROCS))
}

func TestScalar(t *testing.T) { simulateTests(risk.Scalar.Simulate).Run(t) }

func TestSimulateBatches(t *testing.T) {
	check.Graded(t, "var", "simulateBatches", simulateTests(risk.Unrolled.Simulate))
}

func driverTests(drive driver, limit func(procs int) int) check.Tests {
	return check.DriverTests(inPieces(drive), limit).And(check.Tests{
		"agrees": func(t *testing.T) {
			agrees(t, drive, risk.Scalar)
			sameOrderOfSums(t, drive)
			sameWhenThePilotMisses(t, drive)
		},
		"streams":   func(t *testing.T) { streams(t, drive) },
		"bad-input": func(t *testing.T) { badInput(t, drive) },
		"pilot":     func(t *testing.T) { pilot(t, drive, limit) },
		"cancels": func(t *testing.T) {
			check.Cancels(t, inPieces(drive), limit)
			check.NoAnswer(t, func(ctx context.Context) (risk.Risk, error) {
				return drive(ctx, risk.Lecture(), 100, 0.95, 1, risk.Scalar)
			})
		},
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

// The standard error of the quantile is read off its confidence interval, so
// this checks the interval as well: too narrow or too wide, and the z-scores
// do not have variance 1.
func zScore(t *testing.T, p risk.Portfolio, simulate simulation) func(seed uint64) float64 {
	truth, err := risk.Normal(p, 0.95)
	require.NoError(t, err)
	kernel := risk.Kernel{Simulate: simulate, Lowest: risk.Scalar.Lowest}
	return func(seed uint64) float64 {
		r, err := risk.Sequential(t.Context(), p, 20_000, 0.95, seed, kernel)
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
	m, s := model(t), random.Stream{Seed: 5, Piece: 3}
	first := slices.Sorted(slices.Values(simulate(m, 100, everything, s).Inside))
	second := slices.Sorted(slices.Values(simulate(m, 100, everything, s).Inside))
	if !slices.Equal(first, second) {
		check.Fail(t, "The same stream gave other returns the second time. Is something kept between the calls, or are the random numbers not from s?")
	}
}

// Every return is drawn from the portfolio's distribution, the last ones of a
// chunk as well: the mean of each length, over many streams. What is wrong for a whole
// batch is no matter of the last returns.
func everyReturn(t *testing.T, simulate simulation) {
	if mean := meanReturn(t, simulate, 512); !(math.Abs(mean) <= 5) {
		check.NotJudged(t, "Not judged: the mean of the returns in many runs of n=512 is %.1f of its standard errors away from the true mean. See the check truth.", mean)
	}
	for _, n := range []int{1, 2, 3, 4, 5, 6, 7} {
		if mean := meanReturn(t, simulate, n); !(math.Abs(mean) <= 5) {
			check.Fail(t, "The mean of the returns in many runs of n=%d is %.1f of its standard errors away from the true mean. n need not be a multiple of what a turn of the loop takes.", n, mean)
		}
	}
}

// meanReturn returns how many of its standard errors the mean of n returns, over many
// streams, is away from the true mean.
func meanReturn(t *testing.T, simulate simulation, n int) float64 {
	truth, err := risk.Normal(correlated(), 0.5) // the median, which is the mean
	require.NoError(t, err)
	var sum, squares float64
	for piece := range uint64(2000) {
		got := simulate(model(t), n, everything, random.Stream{Piece: piece})
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

// The window decides what is kept of the returns, and not which they are. The
// lengths are at the seams: of the unroll (4) and of the batch (512).
func keeps(t *testing.T, simulate simulation) {
	for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 9, 511, 512, 513, 1023, 1024, 1025, risk.Chunk} {
		s := random.Stream{Seed: 5, Piece: uint64(n)}
		all := slices.Sorted(slices.Values(simulate(model(t), n, everything, s).Inside))
		if len(all) != n || len(slices.Compact(slices.Clone(all))) != n {
			check.Fail(t, "Of n=%d there are %d returns, %d of them different. The last batch may be shorter than the others.", n, len(all), len(slices.Compact(all)))
		}
		for _, w := range windows(all) {
			compare(t, fmt.Sprintf("n=%d", n), w, tally(all, w), simulate(model(t), n, w, s))
		}
	}
}

// compare compares tallies but for the order, which is free, in the returns
// inside and in the sum.
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
		check.Fail(t, "For %s and the window %+v, the returns inside are not those that were simulated: some stand twice, and others are missing.", name, w)
	}
}

func TestSift(t *testing.T) {
	check.Graded(t, "var", "sift", check.Tests{
		"below":  func(t *testing.T) { siftIn(t, 1, compareBelow) },
		"inside": func(t *testing.T) { siftIn(t, 1, compareInside) },
		"adds":   func(t *testing.T) { siftIn(t, 3, compare) },
	})
}

// siftIn sifts whole numbers in a few batches: many are equal, also to an end of
// the window.
func siftIn(t *testing.T, batches int, compare func(t *testing.T, name string, w risk.Window, want, got risk.Tally)) {
	rng := rand.New(rand.NewPCG(7, 8))
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
// pilot is itself more than a chunk.
func agrees(t *testing.T, drive driver, kernel risk.Kernel) {
	for _, n := range []int{1, 2, 19, 20, 21, risk.Chunk - 1, risk.Chunk, risk.Chunk + 1, 3*risk.Chunk + 5, 65*risk.Chunk + 7} {
		want, err := risk.Sequential(t.Context(), correlated(), n, 0.95, 7, kernel)
		require.NoError(t, err)
		check.SameAnswer(t, fmt.Sprintf("n=%d", n), want, func(ctx context.Context) (risk.Risk, error) {
			return drive(ctx, correlated(), n, 0.95, 7, kernel)
		})
	}
}

// The sums of the pieces below the window are of magnitudes so different that
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
	for range 10 {
		check.SameAnswer(t, "sums of very different magnitudes", want, func(ctx context.Context) (risk.Risk, error) {
			return drive(ctx, risk.Lecture(), n, 0.95, 7, kernel)
		})
	}
}

// Where the window misses, the pieces are done again, after the driver's own loop.
func sameWhenThePilotMisses(t *testing.T, drive driver) {
	const n = 10 * risk.Chunk
	want, err := risk.Sequential(t.Context(), risk.Lecture(), n, 0.75, 1, numbered)
	require.NoError(t, err)
	check.InBubble(t, func(t *testing.T) {
		got, err := drive(t.Context(), risk.Lecture(), n, 0.75, 1, numbered)
		if err != nil || got != want {
			check.Fail(t, "The pilot was led astray, and the pieces have to be done again: the answer is then %+v (error: %v), and Sequential's is %+v. newQuantile needs the caller's context: that of the group ends with g.Wait.", got, err, want)
		}
	})
}

// The streams of the run: its pilot has the first of them, too.
func streams(t *testing.T, drive driver) {
	const n, seed = 2*risk.Chunk + 3, 9
	check.Procs(t, 4)
	var mu sync.Mutex
	var parts []check.Part
	_, err := drive(t.Context(), risk.Lecture(), n, 0.95, seed, risk.Kernel{
		Simulate: func(_ *risk.Model, size int, w risk.Window, s random.Stream) risk.Tally {
			if w != everything { // that is the pilot's, whatever its pieces are
				mu.Lock()
				defer mu.Unlock()
				parts = append(parts, check.Part{Size: size, Stream: s})
			}
			return tally(make([]float64, size), w)
		},
		Lowest: risk.Scalar.Lowest,
	})
	check.Streams(t, seed, pieces.Split(n, risk.Chunk), parts)
	if err != nil {
		check.Fail(t, "It returned the error %q. Are the tallies of all chunks there when q.risk looks at them?", err)
	}
}

// zeros simulates zeros, and tells of each chunk.
func zeros(chunk func(i int)) risk.Kernel {
	return risk.Kernel{
		Simulate: func(_ *risk.Model, n int, w risk.Window, s random.Stream) risk.Tally {
			if n == risk.Chunk {
				chunk(int(s.Piece))
			}
			return tally(make([]float64, n), w)
		},
		Lowest: func([]float64, int) {}, // equal numbers are in order
	}
}

// inPieces binds a driver to as many whole chunks as it is asked for, so few
// that the pilot is less than one.
func inPieces(drive driver) check.Driver {
	return func(ctx context.Context, pieces int, piece func(int)) error {
		_, err := drive(ctx, risk.Lecture(), pieces*risk.Chunk, 0.95, 1, zeros(piece))
		return err
	}
}

// inPilot binds a driver to so many simulations that the pilot has as many whole
// chunks as it is asked for. The run itself comes after that, and does not count.
func inPilot(drive driver) check.Driver {
	return func(ctx context.Context, pieces int, piece func(int)) error {
		var begun atomic.Int64
		_, err := drive(ctx, risk.Lecture(), 64*pieces*risk.Chunk, 0.95, 1, zeros(func(i int) {
			if begun.Add(1) <= int64(pieces) {
				piece(i)
			}
		}))
		return err
	}
}

// The pilot goes by the rules of the run: with as many chunks at a time, and
// cancelled as well.
func pilot(t *testing.T, drive driver, limit func(int) int) {
	if limit(2) > 1 {
		check.Procs(t, 2)
		if underway := underwayInPilot(t, drive); underway != 2 {
			check.Fail(t, "In the pilot run %d of 2 pieces ran at the same time. newQuantile has the pilot done by the driver that it is given: give it Parallel itself.", underway)
		}
	}
	check.Cancels(t, inPilot(drive), limit)
}

// underwayInPilot returns how many pieces of the pilot are under way before the
// first has ended.
func underwayInPilot(t *testing.T, drive driver) (underway int64) {
	check.InBubble(t, func(t *testing.T) {
		var begun atomic.Int64
		end, result := make(chan struct{}), make(chan error)
		go func() {
			result <- inPilot(drive)(t.Context(), 11, func(int) { begun.Add(1); <-end })
		}()
		synctest.Wait()
		underway = begun.Load()
		close(end)
		<-result
	})
	return underway
}

func badInput(t *testing.T, drive driver) {
	empty := risk.Portfolio{}
	for _, test := range []struct {
		p     risk.Portfolio
		n     int
		level float64
	}{{empty, 10, 0.95}, {correlated(), 0, 0.95}, {correlated(), -1, 0.95}, {correlated(), risk.MaxSims + 1, 0.95}, {correlated(), 10, 95}, {correlated(), 10, math.NaN()}} {
		_, want := risk.Sequential(t.Context(), test.p, test.n, test.level, 1, risk.Scalar)
		require.Error(t, want)
		check.SameError(t, want, func(ctx context.Context) (risk.Risk, error) {
			return drive(ctx, test.p, test.n, test.level, 1, risk.Scalar)
		})
	}
}
