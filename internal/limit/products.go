package limit

// Products adds the products i·(i+1) of neighbours, for every even i below n, and keeps
// the lowest 64 bits. An exact sum needs more additions.
func Products(n int64) uint64 {
	done, vectors := productsVector(n)
	var a, b uint64
	i, end := uint64(done), uint64(n)
	for ; i+4 <= end; i += 4 {
		a += i * (i + 1)
		b += (i + 2) * (i + 3)
	}
	for ; i < end; i += 2 {
		a += i * (i + 1)
	}
	return vectors + a + b
}
