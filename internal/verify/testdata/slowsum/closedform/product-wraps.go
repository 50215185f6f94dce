// The product of all three factors is divided by 6 only at the end, when it has wrapped around.
//
//verify:fails overflow
//verify:says Mul64
package slowsum

func ClosedForm(n int64) Sum {
	m := uint64(n)
	return Sum{Lo: (m - 1) * m * (2*m - 1) / 6}
}
