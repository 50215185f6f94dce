// The four chains have 64 bits each, and wrap around.
//
//verify:fails overflow
//verify:says what does not fit in 64 bits wraps around without a word
package slowsum

func Unrolled(n int64) Sum {
	var a, b, c, d uint64
	i, end := uint64(0), uint64(n)
	for ; i+4 <= end; i += 4 {
		a += i * i
		b += (i + 1) * (i + 1)
		c += (i + 2) * (i + 2)
		d += (i + 3) * (i + 3)
	}
	for ; i < end; i++ {
		a += i * i
	}
	return Sum{Lo: a}.plus(b).plus(c).plus(d)
}
