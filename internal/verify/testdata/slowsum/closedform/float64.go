// In floating point nothing wraps around, but only the first 16 digits are right.
//
//verify:fails overflow
//verify:says For n=
package slowsum

func ClosedForm(n int64) Sum {
	x := float64(n)
	sum := (x - 1) * x * (2*x - 1) / 6
	hi := uint64(sum / (1 << 64))
	return Sum{Hi: hi, Lo: uint64(sum - float64(hi)*(1<<64))}
}
