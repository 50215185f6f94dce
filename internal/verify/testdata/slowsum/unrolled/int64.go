// One int64 for everything.
//
//verify:fails overflow
//verify:says what does not fit in 64 bits wraps around without a word
//verify:says (in an int64, already what does not fit in 63)
package slowsum

func Unrolled(n int64) Sum {
	var even, odd int64
	for i := int64(0); i < n; i += 2 {
		even += i * i
		if i+1 < n {
			odd += (i + 1) * (i + 1)
		}
	}
	return Sum{Lo: uint64(even + odd)}
}
