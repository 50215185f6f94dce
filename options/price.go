package options

import "math"

// A Price as simulated.
type Price struct {
	Value  float64 // today's value, in the currency of the contract
	StdErr float64 // its standard error; infinite for a single path, which tells nothing of the spread
}

// A motion holds what a kernel needs of a contract: the log return of a path is
// drift + deviation·z, with z standard normal.
type motion struct {
	drift     float64 // (r − σ²/2)·T
	deviation float64 // σ·√T
	discount  float64 // exp(−r·T)
	typical   float64 // the payoff for z = 0
}

func (c Contract) motion() motion {
	m := motion{
		drift:     (c.Rate - c.Volatility*c.Volatility/2) * c.Expiry,
		deviation: c.Volatility * math.Sqrt(c.Expiry),
		discount:  math.Exp(-c.Rate * c.Expiry),
	}
	m.typical = c.payoff(c.Spot * math.Exp(m.drift))
	return m
}

// price turns the sums over the paths into the price. The kernels sum what the
// payoffs exceed the typical one by, and the squares of that: the variance,
//
//	(Σ x² − (Σ x)²/n) / (n−1),
//
// is the same, and keeps its digits where the spread is small beside the mean.
func (m motion) price(sum, squares float64, paths int) Price {
	n := float64(paths)
	p := Price{Value: m.discount * (m.typical + sum/n), StdErr: math.Inf(1)}
	if paths > 1 {
		variance := max(squares-sum*sum/n, 0) / (n - 1) // rounding may leave −0.0…1
		p.StdErr = m.discount * math.Sqrt(variance/n)
	}
	return p
}
