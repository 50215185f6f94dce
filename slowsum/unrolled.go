package slowsum

// Unrolled adds several terms a turn, in independent sums. Scalar waits twice:
// for its one sum, because each addition needs the one before, and for its one
// multiplication a term.
//
//lab:stub Add several terms a turn, into sums that do not wait for one another.
//lab:hint Scalar has one sum, and every addition to it waits for the one before. Let a turn take two terms, or four, and give every other term to a second sum.
//lab:hint Add the sums with add at the end. n need not be a multiple of the terms in a turn: the last ones need a loop of their own.
//lab:hint The multiplier is busy now. Two neighbours can share it: i² + (i+1)² = 2·i·(i+1) + 1. Sum the products i·(i+1), double the sum at the end, and add one for each pair.
func Unrolled(n int64) Sum {
	// Neighbours can share a multiplication: i² + (i+1)² = 2·i·(i+1) + 1. So the
	// loop adds the products i·(i+1), and doubles them at the end.
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
