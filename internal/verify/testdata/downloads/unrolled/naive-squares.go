// Σx² − (Σx)²/n without a constant taken away first: it loses the digits.
//
//verify:fails precision
//verify:says Σx² − (Σx)²/n is the difference of two numbers that are nearly equal, and loses its digits
//verify:says Sum the returns minus a constant that is near their mean
package downloads

func Unrolled(closes []float64) Summary {
	days := len(closes) - 1
	var a, b, aa, bb float64
	day := 0
	for ; day+2 <= days; day += 2 {
		x, y := closes[day+1]/closes[day]-1, closes[day+2]/closes[day+1]-1
		a += x
		b += y
		aa += x * x
		bb += y * y
	}
	if day < days {
		x := closes[day+1]/closes[day] - 1
		a += x
		aa += x * x
	}
	n, sum := float64(days), a+b
	return Summary{
		Last:       closes[days],
		MeanReturn: sum / n,
		Volatility: annualized((aa + bb - sum*sum/n) / (n - 1)),
	}
}
