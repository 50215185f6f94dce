package risk

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// A Portfolio of assets over one period (a day, a year: all figures are of the
// same one). The slices have an element an asset.
type Portfolio struct {
	Weights []float64 // share of the value in each asset; negative if sold short
	Mu      []float64 // mean return (0.01 is 1 %)
	Sigma   []float64 // standard deviation of the return, 0 or more

	// Correlation of the assets' returns: ones on the diagonal, positive
	// definite. Nil means that they are independent.
	Correlation *mat.SymDense
}

// Lecture returns a portfolio of four independent assets, over a year. The
// lecture gives its function weights, mu and sigma, but no figures; these are
// ours.
func Lecture() Portfolio {
	return Portfolio{
		Weights: []float64{0.4, 0.3, 0.2, 0.1},
		Mu:      []float64{0.06, 0.08, 0.10, 0.03},
		Sigma:   []float64{0.15, 0.20, 0.30, 0.05},
	}
}

// A Model is a portfolio that has been checked and prepared for kernels.
type Model struct {
	Portfolio
	lower    *mat.TriDense // L of the correlation matrix; nil if independent
	mean     float64       // of the portfolio's return: Σ wₖμₖ
	loadings []float64     // return = mean + Σ loadingsₖ·zₖ
}

// NewModel checks the portfolio. The error names the field that is wrong.
func NewModel(p Portfolio) (*Model, error) {
	m := &Model{Portfolio: p}
	if err := p.check(); err != nil {
		return nil, err
	}
	if p.Correlation != nil {
		var cholesky mat.Cholesky
		if !cholesky.Factorize(p.Correlation) {
			return nil, errors.New("risk: Correlation is not positive definite")
		}
		m.lower = new(mat.TriDense)
		cholesky.LTo(m.lower)
	}
	m.prepare()
	return m, nil
}

// Assets returns the number of assets, which is the number of normals that one
// simulation takes.
func (m *Model) Assets() int { return len(m.Weights) }

// prepare computes mean and loadings: Σ wₖσₖ(L·z)ₖ = Σ zⱼ·(Σ wₖσₖLₖⱼ).
func (m *Model) prepare() {
	m.loadings = make([]float64, m.Assets())
	for k, w := range m.Weights {
		m.mean += w * m.Mu[k]
		for j := range k + 1 {
			m.loadings[j] += w * m.Sigma[k] * m.l(k, j)
		}
	}
}

// l returns the element of the Cholesky factor, j ≤ k.
func (m *Model) l(k, j int) float64 {
	switch {
	case m.lower != nil:
		return m.lower.At(k, j)
	case k == j:
		return 1
	}
	return 0
}

// deviation returns the standard deviation of the portfolio's return.
func (m *Model) deviation() float64 {
	variance := 0.0
	for _, a := range m.loadings {
		variance += a * a
	}
	return math.Sqrt(variance)
}

// portfolioReturn returns Σ wₖ(μₖ + σₖ(L·z)ₖ).
func (m *Model) portfolioReturn(z []float64) float64 {
	total := 0.0
	for k, w := range m.Weights {
		x := z[k]
		if m.lower != nil {
			x = 0
			for j := range k + 1 {
				x += m.lower.At(k, j) * z[j]
			}
		}
		total += w * (m.Mu[k] + m.Sigma[k]*x)
	}
	return total
}

func (p Portfolio) check() error {
	n := len(p.Weights)
	switch {
	case n == 0:
		return errors.New("risk: Weights is empty, want at least one asset")
	case len(p.Mu) != n:
		return fmt.Errorf("risk: Mu has %d elements and Weights %d, want as many", len(p.Mu), n)
	case len(p.Sigma) != n:
		return fmt.Errorf("risk: Sigma has %d elements and Weights %d, want as many", len(p.Sigma), n)
	}
	for k := range n {
		switch {
		case !finite(p.Weights[k]):
			return fmt.Errorf("risk: Weights[%d] is %v, want a number from -1e12 to 1e12", k, p.Weights[k])
		case !finite(p.Mu[k]):
			return fmt.Errorf("risk: Mu[%d] is %v, want a number from -1e12 to 1e12", k, p.Mu[k])
		case !finite(p.Sigma[k]) || p.Sigma[k] < 0:
			return fmt.Errorf("risk: Sigma[%d] is %v, want a number from 0 to 1e12", k, p.Sigma[k])
		}
	}
	return p.checkCorrelation()
}

func (p Portfolio) checkCorrelation() error {
	if p.Correlation == nil {
		return nil
	}
	n := len(p.Weights)
	if size := p.Correlation.SymmetricDim(); size != n {
		return fmt.Errorf("risk: Correlation is %d by %d and Weights has %d elements, want as many", size, size, n)
	}
	for k := range n {
		for j := range k + 1 {
			switch c := p.Correlation.At(k, j); {
			case k == j && c != 1:
				return fmt.Errorf("risk: Correlation[%d][%d] is %v, want 1 on the diagonal", k, k, c)
			case !(-1 <= c && c <= 1): // NaN is within no bounds
				return fmt.Errorf("risk: Correlation[%d][%d] is %v, want -1 to 1", k, j, c)
			}
		}
	}
	return nil
}

// finite reports whether x is a figure that no sum of squares overflows with: up
// to 10¹² in magnitude, and a number.
func finite(x float64) bool { return math.Abs(x) <= 1e12 }
