// Two passes as Scalar, the returns kept between them, in two chains.
//
//verify:passes
package downloads

func Unrolled(closes []float64) Summary {
	days := len(closes) - 1
	returns := make([]float64, days)
	for day := range returns {
		returns[day] = closes[day+1]/closes[day] - 1
	}
	mean := inPairs(returns, func(x float64) float64 { return x }) / float64(days)
	squares := inPairs(returns, func(x float64) float64 { return (x - mean) * (x - mean) })
	return Summary{closes[days], mean, annualized(squares / float64(days-1))}
}

func inPairs(xs []float64, f func(float64) float64) float64 {
	var a, b float64
	for ; len(xs) >= 2; xs = xs[2:] {
		a += f(xs[0])
		b += f(xs[1])
	}
	for _, x := range xs {
		a += f(x)
	}
	return a + b
}
