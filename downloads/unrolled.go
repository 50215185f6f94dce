package downloads

// Unrolled summarizes as [Scalar] does, but reads the history once instead of
// twice. It has four chains of sums that need nothing from one another. A core
// can start a division only every few cycles. So half the divisions take about
// half the time, if no addition waits for the one before.
//
//lab:stub Summarize the history in one pass, in four chains of sums.
//lab:hint Scalar divides twice for every day, once in each of its loops. Var(x) = (Σx² − (Σx)²/n)/(n−1) needs one loop only, that sums x and x².
//lab:hint Those sums lose digits if the mean of x is large beside its spread. The variance does not change if a constant is taken from every x: choose one that is near the mean, such as the first return.
//lab:hint Let a turn take four returns, each into a sum and a sum of squares of its own. The number of returns need not be a multiple of four.
func Unrolled(closes []float64) Summary {
	// The variance of the returns is also that of the returns minus a constant, so
	// one pass is enough: Σ(xᵢ−x̄)² = Σxᵢ² − (Σxᵢ)²/n. The difference of two sums
	// loses digits if the constant is far from the mean. The first return will do:
	// none of n values is further from their mean than √n standard deviations, so
	// the relative error is that of about n roundings at worst.
	days := len(closes) - 1
	n, last, first := float64(days), closes[days], closes[1]/closes[0]
	var a, b, c, d sums
	for ; len(closes) > 4; closes = closes[4:] {
		a = a.add(closes[1]/closes[0] - first)
		b = b.add(closes[2]/closes[1] - first)
		c = c.add(closes[3]/closes[2] - first)
		d = d.add(closes[4]/closes[3] - first)
	}
	for ; len(closes) > 1; closes = closes[1:] {
		a = a.add(closes[1]/closes[0] - first)
	}
	x := a.x + b.x + c.x + d.x
	squares := a.xx + b.xx + c.xx + d.xx
	return Summary{
		Last:       last,
		MeanReturn: first - 1 + x/n,
		Volatility: annualized((squares - x*x/n) / (n - 1)),
	}
}

// sums of values x, and of their squares. It is a value, so a loop can keep
// several in registers.
//
//lab:drop
type sums struct{ x, xx float64 }

//lab:drop
func (s sums) add(x float64) sums {
	return sums{s.x + x, s.xx + x*x}
}
