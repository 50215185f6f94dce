// The variance is divided by n instead of n−1.
//
//verify:fails formula
//verify:says The sum of squares is divided by n-1, n being the number of returns
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
		MeanReturn: first + sum/n,
		Volatility: annualized((squares - sum*sum/n) / n),
	}
}
