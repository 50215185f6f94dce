// n is the number of closes, which is one more than that of the returns.
//
//verify:fails formula
//verify:says The mean return of [100 110 99] is
package downloads

func Unrolled(closes []float64) Summary {
	n := float64(len(closes))
	first := closes[1]/closes[0] - 1
	var sum, squares float64
	for day := 1; day < len(closes); day++ {
		x := closes[day]/closes[day-1] - 1 - first
		sum += x
		squares += x * x
	}
	return Summary{
		Last:       closes[len(closes)-1],
		MeanReturn: first + sum/n,
		Volatility: annualized((squares - sum*sum/n) / (n - 1)),
	}
}
