package risk_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	risk "speedup.example/var"
)

type driver = func(ctx context.Context, p risk.Portfolio, n int, level float64, seed uint64, kernel risk.Kernel) (risk.Risk, error)

// These are handed out whole, so this file tests them without the functions
// that students write. checks_test.go tests those.
var (
	drivers = map[string]driver{"Sequential": risk.Sequential}
	kernels = map[string]risk.Kernel{"Scalar": risk.Scalar}
)

// correlated returns three assets, one of them sold short.
func correlated() risk.Portfolio {
	return risk.Portfolio{
		Weights: []float64{0.7, 0.5, -0.2},
		Mu:      []float64{0.05, 0.07, 0.02},
		Sigma:   []float64{0.2, 0.3, 0.1},
		Correlation: mat.NewSymDense(3, []float64{
			1, 0.6, -0.3,
			0.6, 1, 0.2,
			-0.3, 0.2, 1,
		}),
	}
}

// Expected shortfall comes without a standard error, so the test measures it:
// the spread over the seeds says how far their mean may be off.
func TestExpectedShortfall(t *testing.T) {
	truth, err := risk.Normal(correlated(), 0.9)
	require.NoError(t, err)
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			var sum, squares float64
			for seed := range uint64(check.Seeds) {
				r, err := risk.Sequential(t.Context(), correlated(), 5_000, 0.9, seed, kernel)
				require.NoError(t, err)
				sum += r.ES - truth.ES
				squares += (r.ES - truth.ES) * (r.ES - truth.ES)
			}
			assert.InDelta(t, 0, sum/math.Sqrt(squares), 5, "mean error, in its standard errors")
			assert.Less(t, math.Sqrt(squares/check.Seeds), 0.02*truth.ES, "spread")
		})
	}
}

// By hand, from tables of the normal distribution: half of N(0.1, 0.2²) and half
// of N(0.0, 0.2²) has mean 0.05 and variance 0.02·(1 + ρ).
func TestNormal(t *testing.T) {
	p := risk.Portfolio{Weights: []float64{0.5, 0.5}, Mu: []float64{0.1, 0}, Sigma: []float64{0.2, 0.2}}
	for _, rho := range []float64{0, 0.62, -0.5} {
		p.Correlation = mat.NewSymDense(2, []float64{1, rho, rho, 1})
		sigma := math.Sqrt(0.02 * (1 + rho))
		r, err := risk.Normal(p, 0.95)
		require.NoError(t, err)
		assert.InDelta(t, -0.05+1.644854*sigma, r.VaR, 1e-6)
		assert.InDelta(t, -0.05+2.062713*sigma, r.ES, 1e-6)
	}
	_, err := risk.Normal(p, 1)
	require.ErrorContains(t, err, "level is 1")
	_, err = risk.Normal(risk.Portfolio{}, 0.95)
	require.ErrorContains(t, err, "Weights is empty")
}

var everything = risk.Window{Low: math.Inf(-1), High: math.Inf(1)}

// tally returns what a kernel has to return for these returns.
func tally(returns []float64, w risk.Window) (t risk.Tally) {
	for _, x := range returns {
		switch {
		case x < w.Low:
			t.Below++
			t.Sum += x
		case x <= w.High:
			t.Inside = append(t.Inside, x)
		}
	}
	return t
}

// windows returns one window of each kind for sorted returns. Its ends are
// returns, or between two, or beyond all.
func windows(sorted []float64) []risk.Window {
	n := len(sorted)
	first, last := sorted[0], sorted[n-1]
	a, b := sorted[n/4], sorted[n/2]
	return slices.DeleteFunc([]risk.Window{
		everything,
		{Low: a, High: b},
		{Low: math.Nextafter(a, 9), High: math.Nextafter(b, -9)},
		{Low: a, High: a},
		{Low: math.Inf(-1), High: b},
		{Low: a, High: math.Inf(1)},
		{Low: first - 2, High: first - 1},
		{Low: last + 1, High: last + 2},
	}, func(w risk.Window) bool { return w.Low > w.High })
}

// allReturns returns the returns of all pieces, sorted.
func allReturns(t *testing.T, p risk.Portfolio, n int, seed uint64, kernel risk.Kernel) (all []float64) {
	t.Helper()
	m, err := risk.NewModel(p)
	require.NoError(t, err)
	for i := 0; i*risk.Chunk < n; i++ {
		size := min(risk.Chunk, n-i*risk.Chunk)
		all = append(all, kernel.Simulate(m, size, everything, random.Stream{Seed: seed, Piece: uint64(i)}).Inside...)
	}
	require.Len(t, all, n)
	slices.Sort(all)
	return all
}

// The window changes nothing: the answer is that of a sort of all returns, to
// the last bit, except for the order of the sum.
func TestAnswerIsThatOfASort(t *testing.T) {
	t.Parallel()
	for kernelName, kernel := range kernels {
		for _, n := range []int{1, 2, 100, risk.Chunk, risk.Chunk + 1, 5*risk.Chunk + 5, 66*risk.Chunk + 1} {
			all := allReturns(t, correlated(), n, 3, kernel)
			for driverName, drive := range drivers {
				for _, level := range []float64{0.000001, 0.95, 0.999999} {
					t.Run(fmt.Sprintf("%s/%s/n=%d/level=%v", driverName, kernelName, n, level), func(t *testing.T) {
						r, err := drive(t.Context(), correlated(), n, level, 3, kernel)
						require.NoError(t, err)
						low, rank, high := ranksOf(t, drive, n, level)
						assert.Equal(t, -all[rank], r.VaR)
						assert.Equal(t, at(all, high), -r.Low)
						assert.Equal(t, at(all, low), -r.High)
						sum := 0.0
						for _, x := range all[:rank+1] {
							sum += x
						}
						assert.InDelta(t, -sum/float64(rank+1), r.ES, 1e-11)
					})
				}
			}
		}
	}
}

// at returns the element of a rank, or an infinity beyond the ends.
func at(sorted []float64, rank int) float64 {
	switch {
	case rank < 0:
		return math.Inf(-1)
	case rank >= len(sorted):
		return math.Inf(1)
	}
	return sorted[rank]
}

// numbered simulates 0, 1, 2, … in the order of the pieces, whatever the
// portfolio. So the answer comes from a few pieces, and the pilot sees only the
// lowest returns. falling simulates 0, -1, -2, …
var (
	numbered = ordered(1)
	falling  = ordered(-1)
)

func ordered(step float64) risk.Kernel {
	return risk.Kernel{
		Simulate: func(_ *risk.Model, n int, w risk.Window, s random.Stream) risk.Tally {
			returns := make([]float64, n)
			for i := range returns {
				returns[i] = step * float64(int(s.Piece)*risk.Chunk+i)
			}
			return tally(returns, w)
		},
		Lowest: func(xs []float64, _ int) { slices.Sort(xs) },
	}
}

// ranksOf returns the ranks of the quantile and of its interval, from the
// returns 0, 1, 2, …. An infinite end is -1 or n.
func ranksOf(t *testing.T, drive driver, n int, level float64) (low, rank, high int) {
	t.Helper()
	r, err := drive(t.Context(), risk.Lecture(), n, level, 1, numbered)
	require.NoError(t, err)
	low, high = -1, n
	if !math.IsInf(r.High, 1) {
		low = int(-r.High)
	}
	if !math.IsInf(r.Low, -1) {
		high = int(-r.Low)
	}
	return low, int(-r.VaR), high
}

// The answer is exact however the returns are spread over the pieces. If that
// misleads the pilot, the driver simulates again.
func TestUnevenPieces(t *testing.T) {
	t.Parallel()
	for driverName, drive := range drivers {
		for _, n := range []int{1, 100, risk.Chunk, 10 * risk.Chunk, 10*risk.Chunk + 1, 129 * risk.Chunk} {
			t.Run(fmt.Sprintf("%s/n=%d", driverName, n), func(t *testing.T) {
				low, rank, high := ranksOf(t, drive, n, 0.75)
				assert.Equal(t, n/4, rank)
				half := 1.959964 * math.Sqrt(float64(n)*0.25*0.75)
				if n > 1 {
					assert.InDelta(t, float64(n)/4-half, float64(low), 1.5)
					assert.InDelta(t, float64(n)/4+half, float64(high), 1.5)
				}
				for name, kernel := range map[string]risk.Kernel{"rising": numbered, "falling": falling} {
					first := 0.0
					if name == "falling" {
						first = float64(1 - n)
					}
					r, err := drive(t.Context(), risk.Lecture(), n, 0.75, 1, kernel)
					require.NoError(t, err)
					assert.Equal(t, first+float64(rank), -r.VaR, name)
					assert.InDelta(t, first+float64(rank)/2, -r.ES, 1e-9*float64(n), name)
					if n > 1 {
						assert.Equal(t, first+float64(high), -r.Low, name)
						assert.Equal(t, first+float64(low), -r.High, name)
					}
				}
			})
		}
	}
}

// The rank is n·α also where n·α has no digits left for the rounding of 1 − level.
func TestRankOfMany(t *testing.T) {
	for level, alpha := range map[float64]int{0.9: 1000, 0.95: 500, 0.99: 100, 0.999: 10, 0.5: 5000, 0.1: 9000, 0.05: 9500} {
		for _, n := range []int{10_000, 1_000_000_000, risk.MaxSims} {
			assert.Equal(t, n/10_000*alpha, risk.Rank(n, level), "n=%d, level %v", n, level)
		}
	}
}

// 1 − level is not exact in binary, but that must not cost a rank: of 1000
// returns the lecture's int(1000·0.1) is number 100.
func TestRankIsExact(t *testing.T) {
	for driverName, drive := range drivers {
		for _, level := range []float64{0.1, 0.3, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999} {
			t.Run(fmt.Sprintf("%s/level=%v", driverName, level), func(t *testing.T) {
				_, rank, _ := ranksOf(t, drive, 1000, level)
				assert.Equal(t, int(math.Round(1000*(1-level))), rank)
			})
		}
	}
}

// The interval misses the quantile on either side in 2.5 % of the cases, by the
// binomial distribution. One rank less would be too few. If n·α is large, it
// may be a rank off.
func TestIntervalIsBinomial(t *testing.T) {
	for _, n := range []int{1, 2, 10, 40, 100, 999, 1000, 1001, 2000, 20_000} {
		for _, level := range []float64{0.000001, 0.001, 0.01, 0.05, 0.3, 0.5, 0.7, 0.95, 0.99, 0.999, 0.999999} {
			t.Run(fmt.Sprintf("n=%d/level=%v", n, level), func(t *testing.T) {
				low, rank, high := ranksOf(t, risk.Sequential, n, level)
				assert.LessOrEqual(t, low, rank)
				assert.LessOrEqual(t, rank, high)
				below := distuv.Binomial{N: float64(n), P: 1 - level}
				slack := 0.0
				if float64(n)*min(level, 1-level) > 500 {
					slack = 0.003
				}
				assert.LessOrEqual(t, below.CDF(float64(low)), 0.025+slack)
				assert.GreaterOrEqual(t, below.CDF(float64(low+1)), 0.025-slack, "low is too low")
				assert.LessOrEqual(t, 1-below.CDF(float64(high)), 0.025+slack)
				assert.GreaterOrEqual(t, 1-below.CDF(float64(high-1)), 0.025-slack, "high is too high")
			})
		}
	}
}

// uniform simulates returns that are uniform in [0, 1).
func uniform(_ *risk.Model, n int, w risk.Window, s random.Stream) risk.Tally {
	rng := s.Rand()
	returns := make([]float64, n)
	for i := range returns {
		returns[i] = rng.Float64()
	}
	return tally(returns, w)
}

// The same by simulation, for returns that are not normal. If n is too small
// for an end, the end is infinite, so the interval always covers as much as it
// claims.
func TestIntervalCovers(t *testing.T) {
	t.Parallel()
	const runs = 2000
	for _, test := range []struct {
		n     int
		level float64
	}{{10, 0.95}, {100, 0.99}, {100, 0.95}, {1000, 0.99}, {1000, 0.95}, {1000, 0.5}, {100, 0.05}} {
		t.Run(fmt.Sprintf("n=%d/level=%v", test.n, test.level), func(t *testing.T) {
			covered := 0
			for seed := range uint64(runs) {
				r, err := risk.Sequential(t.Context(), risk.Lecture(), test.n, test.level, seed,
					risk.Kernel{Simulate: uniform, Lowest: risk.Scalar.Lowest})
				require.NoError(t, err)
				if truth := test.level - 1; r.Low <= truth && truth <= r.High {
					covered++
				}
			}
			assert.GreaterOrEqual(t, float64(covered)/runs, 0.94)
		})
	}
}

// A run keeps a window of returns, not all of them, even in the far tails, where
// a pilot knows little.
func TestFewReturnsAreKept(t *testing.T) {
	t.Parallel()
	const n = 65 * risk.Chunk // so large that the pilot has a pilot
	for name, kernel := range kernels {
		for _, level := range []float64{0.000001, 0.05, 0.5, 0.999} {
			t.Run(fmt.Sprintf("%s/level=%v", name, level), func(t *testing.T) {
				kept, simulated := 0, 0
				spy := kernel
				spy.Simulate = func(m *risk.Model, size int, w risk.Window, s random.Stream) risk.Tally {
					t := kernel.Simulate(m, size, w, s)
					kept += len(t.Inside)
					simulated += size
					return t
				}
				_, err := risk.Sequential(t.Context(), correlated(), n, level, 2, spy)
				require.NoError(t, err)
				assert.Less(t, kept, n/8)
				assert.Equal(t, n+n/64+n/64/64, simulated, "the run, its pilot, and the pilot's pilot")
			})
		}
	}
}

// The window of a right kernel doesn't miss for any of many seeds, even if the
// pilot has few returns beyond the quantile, or none.
func TestNothingIsDoneTwice(t *testing.T) {
	t.Parallel()
	const n = 3 * risk.Chunk
	for _, level := range []float64{0.001, 0.5, 0.95, 0.99, 0.9995, 0.99999} {
		t.Run(fmt.Sprint("level=", level), func(t *testing.T) {
			for seed := range uint64(100) {
				simulated := 0
				_, err := risk.Sequential(t.Context(), risk.Lecture(), n, level, seed, risk.Kernel{
					Simulate: func(m *risk.Model, size int, w risk.Window, s random.Stream) risk.Tally {
						simulated += size
						return uniform(m, size, w, s)
					},
					Lowest: risk.Scalar.Lowest,
				})
				require.NoError(t, err)
				require.Equal(t, n+n/64, simulated, "seed %d: the run and its pilot", seed)
			}
		})
	}
}

// isPilot reports whether a kernel is called for the pilot of a run of n, if
// the pilot is too short to have a pilot.
func isPilot(n, size int) bool { return size == n/64 }

func TestDriversCutTheWork(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			const n = 2*risk.Chunk + 3
			var pilots, total atomic.Int64
			kernel := numbered
			kernel.Simulate = func(m *risk.Model, size int, w risk.Window, s random.Stream) risk.Tally {
				assert.Equal(t, 4, m.Assets())
				assert.Equal(t, uint64(9), s.Seed)
				if isPilot(n, size) {
					assert.Zero(t, s.Piece)
					pilots.Add(1)
					return tally(make([]float64, size), w)
				}
				assert.Equal(t, min(risk.Chunk, n-int(s.Piece)*risk.Chunk), size)
				total.Add(int64(size))
				return tally(make([]float64, size), w)
			}
			_, err := drive(t.Context(), risk.Lecture(), n, 0.95, 9, kernel)
			require.NoError(t, err)
			assert.EqualValues(t, 1, pilots.Load())
			assert.EqualValues(t, n, total.Load())
		})
	}
}

// The pilot, the run and another run all use the driver's loop: if that is parallel,
// they are. Here the pilot has a pilot, and both are misled.
func TestOneLoopForAllRuns(t *testing.T) {
	var pieces []int
	drive := risk.Driver(func(ctx context.Context, n int, do func(i int)) error {
		pieces = append(pieces, n)
		return risk.SequentialFor(ctx, n, do)
	})
	_, err := drive(t.Context(), risk.Lecture(), 129*risk.Chunk, 0.75, 1, numbered)
	require.NoError(t, err)
	assert.Equal(t, []int{1, 3, 3, 129, 129}, pieces)
}

// The driver returns the loop's error, from the pilot, the run or another run.
func TestErrorOfTheLoop(t *testing.T) {
	for calls := range 5 {
		drive := risk.Driver(func(ctx context.Context, n int, do func(i int)) error {
			if calls--; calls < 0 {
				return context.DeadlineExceeded
			}
			return risk.SequentialFor(ctx, n, do)
		})
		r, err := drive(t.Context(), risk.Lecture(), 129*risk.Chunk, 0.75, 1, numbered)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Zero(t, r)
	}
}

// The second run over the simulations looks at the context, too.
func TestCancelledWhileWidening(t *testing.T) {
	const n = 3 * risk.Chunk
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			var first, after atomic.Int64
			kernel := numbered
			kernel.Simulate = func(m *risk.Model, size int, w risk.Window, s random.Stream) risk.Tally {
				if !isPilot(n, size) && s.Piece == 0 && first.Add(1) == 2 {
					cancel()
				} else if ctx.Err() != nil {
					after.Add(1)
				}
				return numbered.Simulate(m, size, w, s)
			}
			r, err := drive(ctx, risk.Lecture(), n, 0.75, 1, kernel)
			require.ErrorIs(t, err, context.Canceled)
			assert.Zero(t, r)
			assert.Zero(t, after.Load(), "pieces that began after the cancellation")
		})
	}
}

// A wrong kernel gets an error, and neither NaN nor a panic: in the pilot, in
// the run, and if only one piece is wrong.
func TestWrongKernel(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	spoil := map[string]struct {
		change func(*risk.Tally)
		want   string
	}{
		"nothing":       {func(t *risk.Tally) { *t = risk.Tally{} }, "some are missing"},
		"all below":     {func(t *risk.Tally) { *t = risk.Tally{Below: t.Below + len(t.Inside)} }, "some are missing"},
		"sum NaN":       {func(t *risk.Tally) { t.Sum = nan }, "want finite numbers"},
		"sum infinite":  {func(t *risk.Tally) { t.Sum = -inf }, "want finite numbers"},
		"inside NaN":    {func(t *risk.Tally) { t.Inside = append(t.Inside[1:], nan) }, "want finite numbers"},
		"inside -Inf":   {func(t *risk.Tally) { t.Inside = append(t.Inside[1:], -inf) }, "want finite numbers"},
		"both infinite": {func(t *risk.Tally) { t.Inside = append(t.Inside[2:], inf, -inf) }, "want finite numbers"},
	}
	for driverName, drive := range drivers {
		for name, test := range spoil {
			for _, n := range []int{100, 3 * risk.Chunk} {
				for _, inPilot := range []bool{false, true} {
					t.Run(fmt.Sprintf("%s/%s/n=%d/pilot=%v", driverName, name, n, inPilot), func(t *testing.T) {
						kernel := risk.Scalar
						kernel.Simulate = func(m *risk.Model, size int, w risk.Window, s random.Stream) risk.Tally {
							t := risk.Scalar.Simulate(m, size, w, s)
							everyPiece := test.want == "some are missing"
							if (inPilot == isPilot(n, size) || n == 100) && (everyPiece || int(s.Piece) == n/risk.Chunk/2) || inPilot && isPilot(n, size) {
								test.change(&t)
							}
							return t
						}
						r, err := drive(t.Context(), risk.Lecture(), n, 0.95, 1, kernel)
						require.ErrorContains(t, err, "risk: the kernel")
						require.ErrorContains(t, err, test.want)
						assert.Zero(t, r)
					})
				}
			}
		}
	}
}

func TestBadInput(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) { refuses(t, drive) })
	}
}

func refuses(t *testing.T, drive driver) {
	nan, inf := math.NaN(), math.Inf(1)
	cases := map[string]struct {
		change func(*risk.Portfolio)
		want   string
	}{
		"no assets":          {func(p *risk.Portfolio) { *p = risk.Portfolio{} }, "risk: Weights is empty"},
		"mu short":           {func(p *risk.Portfolio) { p.Mu = p.Mu[:2] }, "risk: Mu has 2 elements and Weights 3"},
		"sigma short":        {func(p *risk.Portfolio) { p.Sigma = p.Sigma[:1] }, "risk: Sigma has 1 elements and Weights 3"},
		"weight NaN":         {func(p *risk.Portfolio) { p.Weights[0] = nan }, "risk: Weights[0] is NaN"},
		"mu infinite":        {func(p *risk.Portfolio) { p.Mu[1] = inf }, "risk: Mu[1] is +Inf"},
		"sigma NaN":          {func(p *risk.Portfolio) { p.Sigma[2] = nan }, "risk: Sigma[2] is NaN"},
		"sigma negative":     {func(p *risk.Portfolio) { p.Sigma[2] = -1 }, "risk: Sigma[2] is -1, want a number from 0 to 1e+12"},
		"overflow":           {func(p *risk.Portfolio) { p.Sigma[0] = 1e200 }, "risk: Sigma[0] is 1e+200, want a number from 0 to 1e+12"},
		"mean overflow":      {func(p *risk.Portfolio) { p.Mu[0] = 1e200 }, "risk: Mu[0] is 1e+200, want a number from -1e+12 to 1e+12"},
		"correlation below":  {func(p *risk.Portfolio) { p.Correlation.SetSym(0, 1, -1.1) }, "risk: Correlation[1][0] is -1.1, want -1 to 1"},
		"last of diagonal":   {func(p *risk.Portfolio) { p.Correlation.SetSym(2, 2, 0.5) }, "risk: Correlation[2][2] is 0.5"},
		"correlation size":   {func(p *risk.Portfolio) { p.Correlation = mat.NewSymDense(2, nil) }, "risk: Correlation is 2 by 2"},
		"diagonal":           {func(p *risk.Portfolio) { p.Correlation.SetSym(1, 1, 2) }, "risk: Correlation[1][1] is 2"},
		"correlation NaN":    {func(p *risk.Portfolio) { p.Correlation.SetSym(0, 1, nan) }, "risk: Correlation[1][0] is NaN, want -1 to 1"},
		"correlation beyond": {func(p *risk.Portfolio) { p.Correlation.SetSym(0, 1, 1.1) }, "risk: Correlation[1][0] is 1.1, want -1 to 1"},
		"not definite":       {func(p *risk.Portfolio) { p.Correlation.SetSym(0, 2, 0.9); p.Correlation.SetSym(1, 2, -0.9) }, "risk: Correlation is not positive semidefinite: its least eigenvalue is -0."},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			p := correlated()
			test.change(&p)
			r, err := drive(t.Context(), p, 10, 0.95, 1, risk.Scalar)
			require.ErrorContains(t, err, test.want)
			assert.Zero(t, r)
		})
	}
	for _, n := range []int{0, -1, risk.MaxSims + 1} {
		r, err := drive(t.Context(), correlated(), n, 0.95, 1, risk.Scalar)
		require.ErrorContains(t, err, "want 1 to 1000000000000")
		assert.Zero(t, r)
	}
	for _, level := range []float64{0, 1, -1, 95, nan, math.Inf(1), 0.99e-6, 1 - 0.99e-6} {
		r, err := drive(t.Context(), correlated(), 10, level, 1, risk.Scalar)
		require.ErrorContains(t, err, "want 0.000001 to 0.999999")
		assert.Zero(t, r)
	}
}
