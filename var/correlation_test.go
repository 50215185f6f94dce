package risk_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	risk "speedup.example/var"
)

// history returns a row of returns for each day. All assets move with the market, and
// some with nothing else: those are perfectly correlated.
func history(rng *rand.Rand, days, assets int) *mat.Dense {
	beta, noise := make([]float64, assets), make([]float64, assets)
	for k := range assets {
		beta[k], noise[k] = 0.2+1.5*rng.Float64(), 0.02*rng.Float64()
		if k%20 == 7 {
			noise[k] = 0
		}
	}
	returns := mat.NewDense(days, assets, nil)
	for day := range days {
		market := 0.01 * rng.NormFloat64()
		for k := range assets {
			returns.Set(day, k, 0.0003+beta[k]*market+noise[k]*rng.NormFloat64())
		}
	}
	return returns
}

// The correlation matrices of a history, as libraries compute them.
var libraries = map[string]func(returns *mat.Dense) *mat.SymDense{
	"gonum": func(returns *mat.Dense) *mat.SymDense {
		var c mat.SymDense
		stat.CorrelationMatrix(&c, returns, nil)
		return &c
	},
	// numpy.corrcoef divides the rows by the deviations, and then the columns. So the
	// result is asymmetric, and not quite 1 on the diagonal.
	"NumPy": func(returns *mat.Dense) *mat.SymDense {
		var covariance mat.SymDense
		stat.CovarianceMatrix(&covariance, returns, nil)
		c := mat.DenseCopyOf(&covariance)
		n := covariance.SymmetricDim()
		for i := range n {
			for j := range n {
				c.Set(i, j, c.At(i, j)/math.Sqrt(covariance.At(i, i))/math.Sqrt(covariance.At(j, j)))
			}
		}
		return mat.NewSymDense(n, c.RawMatrix().Data)
	},
}

// randomPortfolio returns a portfolio with an asset for each row of the matrix, some sold
// short.
func randomPortfolio(rng *rand.Rand, c *mat.SymDense) (p risk.Portfolio) {
	for range c.SymmetricDim() {
		p.Weights = append(p.Weights, rng.Float64()-0.3)
		p.Mu = append(p.Mu, 0.1*rng.Float64())
		p.Sigma = append(p.Sigma, 0.05+0.4*rng.Float64())
	}
	p.Correlation = c
	return p
}

// closedForm returns −(μ + z·σ) with μ = Σ wₖμₖ and σ² = Σ wₖσₖ·Cₖⱼ·σⱼwⱼ, and no root of C.
func closedForm(p risk.Portfolio, level float64) float64 {
	mean, variance := 0.0, 0.0
	for k, w := range p.Weights {
		mean += w * p.Mu[k]
		for j, v := range p.Weights {
			variance += w * p.Sigma[k] * p.Correlation.At(k, j) * p.Sigma[j] * v
		}
	}
	return -(mean + distuv.UnitNormal.Quantile(1-level)*math.Sqrt(max(variance, 0)))
}

// isPriced compares the exact risk with the closed form, and the simulated risk with both.
func isPriced(t *testing.T, p risk.Portfolio) {
	t.Helper()
	exact, err := risk.Normal(p, 0.95)
	require.NoError(t, err)
	assert.InDelta(t, closedForm(p, 0.95), exact.VaR, 1e-8)
	r, err := risk.Sequential(t.Context(), p, 1000, 0.95, 1, risk.Scalar)
	require.NoError(t, err)
	assert.InDelta(t, exact.VaR, r.VaR, 1e-8+1.3*(r.High-r.Low), "five standard errors")
}

// A year of daily returns, and a month for more assets than it has days.
func TestCorrelationOfHistory(t *testing.T) {
	for library, correlation := range libraries {
		for i := range 30 {
			days, assets := 250, 2+2*i
			if i%3 == 2 {
				days = 21
			}
			t.Run(fmt.Sprintf("%s/days=%d/assets=%d", library, days, assets), func(t *testing.T) {
				rng := rand.New(rand.NewPCG(9, uint64(i)))
				isPriced(t, randomPortfolio(rng, correlation(history(rng, days, assets))))
			})
		}
	}
}

// Assets of one factor are one asset. With its opposite they cancel out.
func TestPerfectCorrelation(t *testing.T) {
	p := risk.Portfolio{
		Weights: []float64{0.5, 0.3, 0.2},
		Mu:      []float64{0.05, 0.07, 0.02},
		Sigma:   []float64{0.2, 0.1, 0.65},
	}
	p.Correlation = mat.NewSymDense(3, []float64{1, 1, 1, 1, 1, 1, 1, 1, 1})
	r, err := risk.Normal(p, 0.95)
	require.NoError(t, err)
	assert.InDelta(t, -0.05+1.6448536269514722*(0.1+0.03+0.13), r.VaR, 1e-12)
	isPriced(t, p)

	p.Correlation = mat.NewSymDense(3, []float64{1, 1, -1, 1, 1, -1, -1, -1, 1})
	r, err = risk.Normal(p, 0.95)
	require.NoError(t, err)
	assert.InDelta(t, -0.05, r.VaR, 1e-12, "0.1 + 0.03 − 0.13 = 0")
	isPriced(t, p)
}

// The drivers accept rounding, and the answer is that of the matrix without it.
func TestRoundedCorrelation(t *testing.T) {
	exact := risk.Portfolio{Weights: []float64{0.5, 0.5}, Mu: []float64{0.1, 0}, Sigma: []float64{0.2, 0.3}}
	for name, test := range map[string][3]float64{ // a diagonal, and the correlation
		"above 1":       {1.0000000000000002, 1, 0.3},
		"below 1":       {0.9999999999999998, 0.9999999999999998, 0.3},
		"a billionth":   {1 + 9e-10, 1 - 9e-10, 0.3},
		"beyond 1":      {1, 1, 1.0000000000000002},
		"beyond -1":     {1, 1, -1.0000000000000002},
		"beyond at all": {0.9999999999999998, 0.9999999999999998, 1},
	} {
		t.Run(name, func(t *testing.T) {
			p := exact
			p.Correlation = mat.NewSymDense(2, []float64{test[0], test[2], test[2], test[1]})
			got, err := risk.Normal(p, 0.95)
			require.NoError(t, err)
			p.Correlation = mat.NewSymDense(2, []float64{1, test[2], test[2], 1})
			assert.InDelta(t, closedForm(p, 0.95), got.VaR, 1e-9)
		})
	}
	for _, diagonal := range []float64{1 + 1.1e-9, 1 - 1.1e-9} {
		exact.Correlation = mat.NewSymDense(2, []float64{1, 0.3, 0.3, diagonal})
		_, err := risk.Normal(exact, 0.95)
		require.ErrorContains(t, err, "risk: Correlation[1][1] is")
	}
}

// If any two of three assets have the correlation ρ, the matrix has the eigenvalue 1 +
// 2ρ.
func TestNegativeEigenvalue(t *testing.T) {
	for rho, least := range map[float64]string{-0.55: "-0.1", -0.5005: "-0.001"} {
		p := correlated()
		p.Correlation = mat.NewSymDense(3, []float64{1, rho, rho, rho, 1, rho, rho, rho, 1})
		_, err := risk.Normal(p, 0.95)
		require.EqualError(t, err, "risk: Correlation is not positive semidefinite: its least eigenvalue is "+least+", want 0 or more")
	}
	p := correlated()
	p.Correlation = mat.NewSymDense(3, []float64{1, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1})
	isPriced(t, p)
}
