// The loop ends a day too early.
//
//verify:fails every-day
//verify:says Every return counts once
package downloads

func Unrolled(closes []float64) Summary {
	days := len(closes) - 1
	first := closes[1]/closes[0] - 1
	var sum, squares float64
	for day := range days - 1 {
		x := closes[day+1]/closes[day] - 1 - first
		sum += x
		squares += x * x
	}
	n := float64(days)
	return Summary{
		Last:       closes[days],
		MeanReturn: first + sum/n,
		Volatility: annualized((squares - sum*sum/n) / (n - 1)),
	}
}
