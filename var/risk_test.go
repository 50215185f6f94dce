package risk_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	risk "speedup.example/var"
)

type driver = func(ctx context.Context, p risk.Portfolio, n int, level float64, seed uint64, simulate risk.Kernel) (risk.Risk, error)

var (
	drivers = map[string]driver{"Sequential": risk.Sequential, "Parallel": risk.Parallel}
	kernels = map[string]risk.Kernel{"Scalar": risk.Scalar, "Unrolled": risk.Unrolled}
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

var portfolios = map[string]func() risk.Portfolio{"Lecture": risk.Lecture, "correlated": correlated}

// The standard error of the quantile is read off its confidence interval, so
// this checks the interval as well: too narrow or too wide, and the z-scores
// do not have variance 1.
func TestKernelsAgreeWithNormal(t *testing.T) {
	for name, kernel := range kernels {
		for portfolioName, portfolio := range portfolios {
			t.Run(name+"/"+portfolioName, func(t *testing.T) {
				truth, err := risk.Normal(portfolio(), 0.95)
				require.NoError(t, err)
				check.ZScores(t, func(seed uint64) float64 {
					r, err := risk.Sequential(t.Context(), portfolio(), 20_000, 0.95, seed, kernel)
					require.NoError(t, err)
					return (r.VaR - truth.VaR) / ((r.High - r.Low) / (2 * 1.96))
				})
			})
		}
	}
}

// Expected shortfall has no standard error of its own here, so it is measured:
// the spread over the seeds says how far the mean over the seeds may be off.
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

// The kept returns are the lowest of all n. The lengths are at the seams: of
// the unroll (4) and of the batch (512).
func TestKernelsKeepTheLowest(t *testing.T) {
	m, err := risk.NewModel(correlated())
	require.NoError(t, err)
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 9, 511, 512, 513, 1023, 1024, 1025} {
				s := random.Stream{Seed: 5, Piece: uint64(n)}
				all := slices.Sorted(slices.Values(kernel(m, n, n, s)))
				require.Len(t, all, n)
				require.Len(t, slices.Compact(slices.Clone(all)), n, "n=%d: no return stands twice", n)
				for _, keep := range []int{1, (n + 1) / 2, n} {
					kept := slices.Sorted(slices.Values(kernel(m, n, keep, s)))
					assert.Equal(t, all[:keep], kept, "n=%d", n)
				}
			}
		})
	}
}

// Every return of a kernel is drawn from the portfolio's distribution, the last
// ones of a chunk as well: the mean of each length, over many streams.
func TestKernelsSimulateEveryReturn(t *testing.T) {
	const streams = 2000
	p := correlated()
	m, err := risk.NewModel(p)
	require.NoError(t, err)
	truth, err := risk.Normal(p, 0.5) // the median, which is the mean
	require.NoError(t, err)
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{1, 2, 3, 4, 5, 6, 7} {
				var sum, squares float64
				for piece := range uint64(streams) {
					for _, r := range kernel(m, n, n, random.Stream{Piece: piece}) {
						sum += r + truth.VaR
						squares += (r + truth.VaR) * (r + truth.VaR)
					}
				}
				assert.InDelta(t, 0, sum/math.Sqrt(squares), 5, "n=%d", n)
			}
		})
	}
}

func TestSameAnswer(t *testing.T) {
	for kernelName, kernel := range kernels {
		for driverName, drive := range drivers {
			t.Run(driverName+"/"+kernelName, func(t *testing.T) {
				for _, n := range []int{1, 2, 19, 20, 21, risk.Chunk - 1, risk.Chunk, risk.Chunk + 1, 3*risk.Chunk + 5} {
					want, err := risk.Sequential(t.Context(), correlated(), n, 0.95, 7, kernel)
					require.NoError(t, err)
					check.SameAnswer(t, want, func() (risk.Risk, error) {
						return drive(t.Context(), correlated(), n, 0.95, 7, kernel)
					})
				}
			})
		}
	}
}

// numbered simulates 0, 1, 2, … in the order of the pieces, whatever the
// portfolio: all that the answer needs comes from the first pieces, far more
// than an even share.
func numbered(_ *risk.Model, n, keep int, s random.Stream) []float64 {
	returns := make([]float64, n)
	for i := range returns {
		returns[i] = float64(int(s.Piece)*risk.Chunk + i)
	}
	return returns[:keep]
}

// The answer is exact however the returns are spread over the pieces.
func TestUnevenPieces(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{1, 100, risk.Chunk, 10 * risk.Chunk, 10*risk.Chunk + 1} {
				r, err := drive(t.Context(), risk.Lecture(), n, 0.75, 1, numbered)
				require.NoError(t, err)
				rank := float64(n / 4)
				half := 1.959964 * math.Sqrt(float64(n)*0.25*0.75)
				assert.Equal(t, -rank, r.VaR)
				assert.Equal(t, -rank/2, r.ES)
				assert.Equal(t, -math.Max(0, math.Floor(rank-half)), r.High+0)
				assert.Equal(t, -math.Min(float64(n-1), math.Ceil(rank+half)), r.Low)
			}
		})
	}
}

// 1 − level is not exact in binary, and must not cost a rank: of 1000 returns
// the lecture's int(1000·0.1) is number 100.
func TestRankIsExact(t *testing.T) {
	for _, level := range []float64{0.1, 0.3, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999} {
		r, err := risk.Sequential(t.Context(), risk.Lecture(), 1000, level, 1, numbered)
		require.NoError(t, err)
		assert.Equal(t, -math.Round(1000*(1-level)), r.VaR, "level %v", level)
	}
}

func TestDriversCutTheWork(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			const n = 2*risk.Chunk + 3
			_, err := drive(t.Context(), risk.Lecture(), n, 0.95, 9, func(m *risk.Model, size, keep int, s random.Stream) []float64 {
				assert.Equal(t, 4, m.Assets())
				assert.Equal(t, min(risk.Chunk, n-int(s.Piece)*risk.Chunk), size)
				assert.LessOrEqual(t, keep, size)
				assert.Equal(t, uint64(9), s.Seed)
				return numbered(m, size, keep, s)
			})
			require.NoError(t, err)
		})
	}
}

// inPieces binds a driver to as many whole chunks as it is asked for.
func inPieces(drive driver) check.Driver {
	return func(ctx context.Context, pieces int, piece func(int)) error {
		_, err := drive(ctx, risk.Lecture(), pieces*risk.Chunk, 0.95, 1, func(_ *risk.Model, _, keep int, s random.Stream) []float64 {
			piece(int(s.Piece))
			return make([]float64, keep)
		})
		return err
	}
}

func TestDrivers(t *testing.T) {
	t.Run("Sequential", func(t *testing.T) { check.Sequential(t, inPieces(risk.Sequential)) })
	t.Run("Parallel", func(t *testing.T) { check.Parallel(t, inPieces(risk.Parallel)) })
}

func TestCancelledHasNoResult(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			result, err := drive(ctx, risk.Lecture(), 100, 0.95, 1, risk.Scalar)
			require.ErrorIs(t, err, context.Canceled)
			assert.Zero(t, result)
		})
	}
}

func TestBadInput(t *testing.T) {
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
		"sigma negative":     {func(p *risk.Portfolio) { p.Sigma[2] = -1 }, "risk: Sigma[2] is -1, want a number from 0 to 1e12"},
		"overflow":           {func(p *risk.Portfolio) { p.Sigma[0] = 1e200 }, "risk: Sigma[0] is 1e+200, want a number from 0 to 1e12"},
		"mean overflow":      {func(p *risk.Portfolio) { p.Mu[0] = 1e200 }, "risk: Mu[0] is 1e+200, want a number from -1e12 to 1e12"},
		"correlation below":  {func(p *risk.Portfolio) { p.Correlation.SetSym(0, 1, -1.1) }, "risk: Correlation[1][0] is -1.1, want -1 to 1"},
		"last of diagonal":   {func(p *risk.Portfolio) { p.Correlation.SetSym(2, 2, 0.5) }, "risk: Correlation[2][2] is 0.5"},
		"correlation size":   {func(p *risk.Portfolio) { p.Correlation = mat.NewSymDense(2, nil) }, "risk: Correlation is 2 by 2"},
		"diagonal":           {func(p *risk.Portfolio) { p.Correlation.SetSym(1, 1, 2) }, "risk: Correlation[1][1] is 2"},
		"correlation NaN":    {func(p *risk.Portfolio) { p.Correlation.SetSym(0, 1, nan) }, "risk: Correlation[1][0] is NaN, want -1 to 1"},
		"correlation beyond": {func(p *risk.Portfolio) { p.Correlation.SetSym(0, 1, 1.1) }, "risk: Correlation[1][0] is 1.1, want -1 to 1"},
		"not definite":       {func(p *risk.Portfolio) { p.Correlation.SetSym(0, 2, 0.9); p.Correlation.SetSym(1, 2, -0.9) }, "risk: Correlation is not positive definite"},
	}
	for driverName, drive := range drivers {
		for name, test := range cases {
			t.Run(driverName+"/"+name, func(t *testing.T) {
				p := correlated()
				test.change(&p)
				r, err := drive(t.Context(), p, 10, 0.95, 1, risk.Scalar)
				require.ErrorContains(t, err, test.want)
				assert.Zero(t, r)
			})
		}
		t.Run(driverName+"/sizes", func(t *testing.T) {
			for _, n := range []int{0, -1, risk.MaxSims + 1} {
				r, err := drive(t.Context(), correlated(), n, 0.95, 1, risk.Scalar)
				require.ErrorContains(t, err, "want 1 to 1000000000")
				assert.Zero(t, r)
			}
			for _, level := range []float64{0, 1, -1, 95, nan} {
				r, err := drive(t.Context(), correlated(), 10, level, 1, risk.Scalar)
				require.ErrorContains(t, err, "want above 0 and below 1")
				assert.Zero(t, r)
			}
		})
	}
}
