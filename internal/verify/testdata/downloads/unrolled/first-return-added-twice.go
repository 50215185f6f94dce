// The constant that was taken from every return is not given back to the mean.
//
//verify:fails formula
//verify:says The mean return of
package downloads

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
		MeanReturn: sum / n,
		Volatility: annualized((squares - sum*sum/n) / (n - 1)),
	}
}
