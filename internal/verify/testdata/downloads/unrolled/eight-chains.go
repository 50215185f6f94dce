// One pass in eight chains, with the first return taken away.
//
//verify:passes
package downloads

func Unrolled(closes []float64) Summary {
	days := len(closes) - 1
	shift := closes[1]/closes[0] - 1
	var sums, squares [8]float64
	for day := range days {
		x := closes[day+1]/closes[day] - 1 - shift
		sums[day%8] += x
		squares[day%8] += x * x
	}
	var x, xx float64
	for k := range sums {
		x += sums[k]
		xx += squares[k]
	}
	n := float64(days)
	return Summary{
		Last:       closes[days],
		MeanReturn: shift + x/n,
		Volatility: annualized(max(0, xx-x*x/n) / (n - 1)),
	}
}
