package downloads

import (
	"fmt"
	"math"
)

const (
	// MinCloses is the length of the shortest history that has a volatility:
	// a sample standard deviation needs two returns.
	MinCloses = 3
	// TradingDays is the number of trading days, and so of returns, in a year.
	TradingDays = 252

	// Prices beyond these are errors, and the squares of their returns could
	// overflow.
	minPrice = 1e-6
	maxPrice = 1e9
)

// A Summary of the price history c₀, c₁, …, cₙ, whose daily returns are
// rᵢ = cᵢ/cᵢ₋₁ − 1.
type Summary struct {
	Last       float64 // the last close cₙ, in dollars
	MeanReturn float64 // r̄ = Σrᵢ/n, a fraction a day
	Volatility float64 // √(Σ(rᵢ−r̄)²/(n−1)) · √252, a fraction a year
}

// annualized turns the variance of daily returns into a volatility per year.
// Variances of independent days add up, so the deviation grows as the root.
func annualized(variance float64) float64 {
	return math.Sqrt(variance * TradingDays)
}

// checkCloses returns an error if a price history makes no sense.
func checkCloses(closes []float64) error {
	if len(closes) < MinCloses {
		return fmt.Errorf("%d closes, want at least %d", len(closes), MinCloses)
	}
	for day, price := range closes {
		if !(minPrice <= price && price <= maxPrice) { // NaN is within no bounds
			return fmt.Errorf("close %d is %v, want %v to %v dollars", day, price, minPrice, maxPrice)
		}
	}
	return nil
}
