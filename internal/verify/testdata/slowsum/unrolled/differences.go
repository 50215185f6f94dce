// No multiplication: the next square is the one before plus the next odd number.
//
//verify:passes
package slowsum

func Unrolled(n int64) (sum Sum) {
	square, odd := uint64(0), uint64(1)
	for range n {
		sum = sum.plus(square)
		square += odd
		odd += 2
	}
	return sum
}
