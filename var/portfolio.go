package risk

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// A Portfolio of assets over one period (a day, a year: all figures are of the
// same one). The slices have an element for each asset.
type Portfolio struct {
	Weights []float64 // share of the value in each asset; negative if sold short
	Mu      []float64 // mean return (0.01 is 1 %)
	Sigma   []float64 // standard deviation of the return, 0 or more

	// Correlation of the assets' returns, as a library computes it from data. It has
	// ones on the diagonal, and no negative eigenvalue, both within rounding. It may
	// be singular. Nil means that the assets are independent.
	Correlation *mat.SymDense
}

// Lecture returns a portfolio of four independent assets, over a year. The
// lecture's function has weights, mu and sigma, but no figures. The course
// chose these.
func Lecture() Portfolio {
	return Portfolio{
		Weights: []float64{0.4, 0.3, 0.2, 0.1},
		Mu:      []float64{0.06, 0.08, 0.10, 0.03},
		Sigma:   []float64{0.15, 0.20, 0.30, 0.05},
	}
}

// maxFigure bounds figures, so no sum of squares overflows.
const maxFigure = 1e12

func (p Portfolio) check() error {
	n := len(p.Weights)
	if n == 0 {
		return errors.New("risk: Weights is empty, want at least one asset")
	}
	for _, f := range []struct {
		name    string
		figures []float64
		least   float64
	}{{"Weights", p.Weights, -maxFigure}, {"Mu", p.Mu, -maxFigure}, {"Sigma", p.Sigma, 0}} {
		if len(f.figures) != n {
			return fmt.Errorf("risk: %s has %d elements and Weights %d, want as many", f.name, len(f.figures), n)
		}
		for k, x := range f.figures {
			if !(f.least <= x && x <= maxFigure) { // NaN is within no bounds
				return fmt.Errorf("risk: %s[%d] is %v, want a number from %v to %v", f.name, k, x, f.least, maxFigure)
			}
		}
	}
	if p.Correlation != nil && p.Correlation.SymmetricDim() != n {
		size := p.Correlation.SymmetricDim()
		return fmt.Errorf("risk: Correlation is %d by %d and Weights has %d elements, want as many", size, size, n)
	}
	return nil
}

// A Model is a portfolio, checked and prepared for kernels.
type Model struct {
	Portfolio
	root     mat.Matrix // L of the correlation matrix C = L·Lᵀ; nil if independent
	mean     float64    // of the portfolio's return: Σ wₖμₖ
	loadings []float64  // return = mean + Σ loadingsₖ·zₖ
}

// NewModel checks the portfolio. The error names the field that is wrong.
func NewModel(p Portfolio) (*Model, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	m := &Model{Portfolio: p, loadings: make([]float64, len(p.Weights))}
	if p.Correlation != nil {
		l, err := root(p.Correlation)
		if err != nil {
			return nil, err
		}
		m.root = l
	}
	m.prepare()
	return m, nil
}

// Assets returns the number of assets: one simulation takes as many normals.
func (m *Model) Assets() int { return len(m.Weights) }

// prepare computes mean and loadings: Σ wₖσₖ(L·z)ₖ = Σ zⱼ·(Σ wₖσₖLₖⱼ).
func (m *Model) prepare() {
	for k, w := range m.Weights {
		m.mean += w * m.Mu[k]
		if m.root == nil {
			m.loadings[k] = w * m.Sigma[k]
			continue
		}
		for j := range m.loadings {
			m.loadings[j] += w * m.Sigma[k] * m.root.At(k, j)
		}
	}
}

// portfolioReturn returns Σ wₖ(μₖ + σₖ(L·z)ₖ).
func (m *Model) portfolioReturn(z []float64) float64 {
	total := 0.0
	for k, w := range m.Weights {
		x := z[k]
		if m.root != nil {
			x = 0
			for j := range z {
				x += m.root.At(k, j) * z[j]
			}
		}
		total += w * (m.Mu[k] + m.Sigma[k]*x)
	}
	return total
}

// sigma is the standard deviation of the portfolio's return.
func (m *Model) sigma() float64 {
	variance := 0.0
	for _, a := range m.loadings {
		variance += a * a
	}
	return math.Sqrt(variance)
}

// Normal returns the exact risk of the portfolio, whose return is normal with
// mean μ and standard deviation σ: with α = 1 − level, z the α-quantile of the
// standard normal distribution and φ its density,
//
//	VaR = −(μ + z·σ),  ES = −μ + σ·φ(z)/α.
//
// (A. McNeil, R. Frey, P. Embrechts, "Quantitative Risk Management", Princeton
// 2005, section 2.2.) The interval is the point. Errors are those of the drivers.
func Normal(p Portfolio, level float64) (Risk, error) {
	m, err := check(p, 1, level)
	if err != nil {
		return Risk{}, err
	}
	sigma, z := m.sigma(), distuv.UnitNormal.Quantile(1-level)
	v := -(m.mean + z*sigma)
	return Risk{v, v, v, -m.mean + sigma*distuv.UnitNormal.Prob(z)/(1-level)}, nil
}
