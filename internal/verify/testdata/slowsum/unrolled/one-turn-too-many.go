// The last turn reaches beyond n.
//
//verify:fails exact
//verify:says For n=1 the sum is 1, and should be 0
package slowsum

func Unrolled(n int64) Sum {
	var even, odd Sum
	for i := uint64(0); i < uint64(n); i += 2 {
		even = even.plus(i * i)
		odd = odd.plus((i + 1) * (i + 1))
	}
	return even.add(odd)
}
