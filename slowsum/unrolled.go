package slowsum

// Unrolled adds four terms a turn, in two independent sums. Scalar waits twice:
// for its one sum, because each addition needs the one before, and for its one
// multiplication a term. Neighbours can share a multiplication:
//
//	i² + (i+1)² = 2·i·(i+1) + 1
//
// so the loop adds the products i·(i+1), and doubles them at the end.
func Unrolled(n int64) Sum {
	var even, odd Sum // of the products of every other pair
	i, end := uint64(0), uint64(n)
	for ; i+4 <= end; i += 4 {
		even = even.plus(i * (i + 1))
		odd = odd.plus((i + 2) * (i + 3))
	}
	products := even.add(odd)
	sum := products.add(products).plus(i / 2)
	for ; i < end; i++ {
		sum = sum.plus(i * i)
	}
	return sum
}
