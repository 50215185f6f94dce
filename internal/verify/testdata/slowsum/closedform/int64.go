// The textbook's formula in int64, which wraps around.
//
//verify:fails overflow
//verify:says what does not fit in 64 bits wraps around without a word
package slowsum

func ClosedForm(n int64) Sum {
	return Sum{Lo: uint64((n - 1) * n / 2 * (2*n - 1) / 3)}
}
