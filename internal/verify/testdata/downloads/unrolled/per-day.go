// The volatility is that of a day, not of a year.
//
//verify:fails formula
//verify:says a year has 252 days
package downloads

import "math"

func Unrolled(closes []float64) Summary {
	days := len(closes) - 1
	first := closes[1]/closes[0] - 1
	var sum, squares float64
	for day := range days {
		x := closes[day+1]/closes[day] - 1 - first
		sum += x
		squares += x * x
	}
	n := float64(days)
	return Summary{
		Last:       closes[days],
		MeanReturn: first + sum/n,
		Volatility: math.Sqrt((squares - sum*sum/n) / (n - 1)),
	}
}
