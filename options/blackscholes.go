package options

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// BlackScholes returns the exact value of the contract: for a call
//
//	S·Φ(d₁) − K·exp(−r·T)·Φ(d₂),  d₁ = (ln(S/K) + (r + σ²/2)·T)/(σ·√T),  d₂ = d₁ − σ·√T
//
// with Φ the standard normal distribution, and for a put the same with all
// signs of S, K, d₁ and d₂ turned. (F. Black, M. Scholes, "The Pricing of Options
// and Corporate Liabilities", J. Political Economy 81:3, 1973.) Without
// volatility or time it is the discounted payoff of the one possible path. It
// is NaN for a contract that the drivers refuse.
func BlackScholes(c Contract) float64 {
	if c.check() != nil {
		return math.NaN()
	}
	m := c.motion()
	if m.deviation == 0 {
		return m.discount * m.typical
	}
	d1 := (math.Log(c.Spot/c.Strike)+c.Rate*c.Expiry)/m.deviation + m.deviation/2
	d2 := d1 - m.deviation
	sign := 1.0
	if c.Kind == Put {
		sign = -1
	}
	phi := distuv.UnitNormal.CDF
	return sign * (c.Spot*phi(sign*d1) - c.Strike*m.discount*phi(sign*d2))
}
