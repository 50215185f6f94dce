// Four returns a turn, and the last days%4 are forgotten.
//
//verify:fails every-day
//verify:says Every return counts once: their number need not be a multiple of what a turn of the loop takes
package downloads

func Unrolled(closes []float64) Summary {
	days := len(closes) - 1
	first := closes[1]/closes[0] - 1
	var sum, squares [4]float64
	for day := 0; day+4 <= days; day += 4 {
		for k := range sum {
			x := closes[day+k+1]/closes[day+k] - 1 - first
			sum[k] += x
			squares[k] += x * x
		}
	}
	n := float64(days)
	s, ss := sum[0]+sum[1]+sum[2]+sum[3], squares[0]+squares[1]+squares[2]+squares[3]
	return Summary{
		Last:       closes[days],
		MeanReturn: first + s/n,
		Volatility: annualized((ss - s*s/n) / (n - 1)),
	}
}
