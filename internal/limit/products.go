package limit

// Products adds the products i·(i+1) of neighbours, for the even i below n, and keeps the
// lowest 64 bits. An exact sum needs more additions. Only whole turns of its loop count, of
// 4 terms or of [VectorTerms]. At a small n the rest would take longer than the vectors.
func Products(n int64) uint64 {
	if sum, ok := productsVector(n); ok {
		return sum
	}
	var a, b uint64
	for i := uint64(0); i+4 <= uint64(n); i += 4 {
		a += i * (i + 1)
		b += (i + 2) * (i + 3)
	}
	return a + b
}

// VectorTerms is the number of terms in a turn of vector instructions.
const VectorTerms = 2 * lanes

const lanes = 32
