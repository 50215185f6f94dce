// The fourth line is a copy of the third: one square is added twice, and its neighbour not at all.
//
//verify:fails exact
//verify:says For n=4 the sum is 9, and should be 14
package slowsum

func Unrolled(n int64) Sum {
	var a, b Sum
	i, end := uint64(0), uint64(n)
	for ; i+4 <= end; i += 4 {
		a = a.plus(i * i)
		b = b.plus((i + 1) * (i + 1))
		a = a.plus((i + 2) * (i + 2))
		b = b.plus((i + 2) * (i + 2))
	}
	for ; i < end; i++ {
		a = a.plus(i * i)
	}
	return a.add(b)
}
