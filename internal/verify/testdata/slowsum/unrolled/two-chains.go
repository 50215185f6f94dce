// Two chains, of the even and of the odd terms.
//
//verify:passes
package slowsum

import "math/bits"

func Unrolled(n int64) Sum {
	var even, odd Sum
	var carry uint64
	end := uint64(n)
	for i := uint64(0); i+1 < end; i += 2 {
		even.Lo, carry = bits.Add64(even.Lo, i*i, 0)
		even.Hi += carry
		odd.Lo, carry = bits.Add64(odd.Lo, (i+1)*(i+1), 0)
		odd.Hi += carry
	}
	if end%2 == 1 {
		even = even.plus((end - 1) * (end - 1))
	}
	return even.add(odd)
}
