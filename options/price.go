package options

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Price as simulated.
type Price struct {
	Value float64 // today's value, in the currency of the contract

	// StdErr is the standard error of Value. It is 0 only if one path is possible. It
	// is +Inf if the paths can't tell it: too few of them paid, or they are too few to
	// have met the share prices that carry the mean. Then Value may be off by any
	// amount.
	StdErr float64
}

// A motion holds what a kernel needs of a contract: the log return of a path is
// drift + deviation·z, with z standard normal.
type motion struct {
	drift     float64 // (r − σ²/2)·T
	deviation float64 // σ·√T
	discount  float64 // exp(−r·T)
	typical   float64 // the payoff for z = 0
	most      float64 // the most that the contract can be worth; infinite for a call
	cut       float64 // the probability that the share ends where the payoff is cut off; 0 for a call
}

func (c Contract) motion() motion {
	m := motion{
		drift:     (c.Rate - c.Volatility*c.Volatility/2) * c.Expiry,
		deviation: c.Volatility * math.Sqrt(c.Expiry),
		discount:  math.Exp(-c.Rate * c.Expiry),
		most:      math.Inf(1),
	}
	m.typical = c.payoff(c.Spot * math.Exp(m.drift))
	if c.Kind == Put {
		m.most = c.Strike * m.discount
		m.cut = distuv.UnitNormal.CDF((m.drift - math.Log(c.Strike/c.Spot)) / m.deviation)
	}
	return m
}

// price turns the sums over the paths into the price. The kernels sum x =
// payoff − typical, and x². The variance,
//
//	(Σ x² − (Σ x)²/n) / (n−1),
//
// is that of the payoffs, and keeps its digits where the spread is small beside the mean.
func (m motion) price(sum, squares float64, paths int) Price {
	n := float64(paths)
	p := Price{Value: m.discount * (m.typical + sum/n)}
	if m.deviation == 0 {
		return p
	}
	variance := max(squares-sum*sum/n, 0) / (n - 1) // rounding may leave −0.0…1; of one path 0/0
	p.StdErr = m.discount * math.Sqrt(variance/n)
	if !m.knows(p, n) {
		p.StdErr = math.Inf(1)
	}
	return p
}

// knows reports whether n paths know their standard error. It comes from the sample, so it
// is worthless if rare paths carry the price and the sample has hardly met them. Cochran's
// rule wants n > 25·γ², where γ is the skewness of what is sampled. (W. G. Cochran,
// "Sampling Techniques", Wiley 1977, section 2.15.) Here that means three things.
//
//   - If a path pays with a small probability p, γ² is about 1/p, so 25 paths have to
//     pay. Then the price is five standard errors from 0. A put has to be as far from its
//     most, too: there the rare path doesn't pay in full.
//   - The share's price is lognormal. With w = E S_T²/(E S_T)² = exp(σ²T) its skewness is
//     (w+2)·√(w−1). The sample can't show it, because it lacks the highest prices. A put
//     has this tail, too, unless 25 paths end above the strike, which cuts it off.
//   - n draws of S_T are worth n/w that count alike (L. Kish, "Survey Sampling", Wiley
//     1965), so w times as many paths have to pay.
func (m motion) knows(p Price, n float64) bool {
	w, far := 1.0, 5*p.StdErr // w = 1 without a tail
	if n*m.cut < 25 {
		w = math.Exp(m.deviation * m.deviation)
	}
	return p.StdErr > 0 && p.Value >= far*math.Sqrt(w) && m.most-p.Value >= far && n >= 25*(w+2)*(w+2)*(w-1)
}
