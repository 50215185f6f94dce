//go:build goexperiment.simd && amd64

package limit

import "speedup.example/internal/vector"

const growth = 8 * lanes * lanes

// lanesStart has the first product of each lane, and what the next exceeds it by.
type lanesStart struct{ product, step [lanes]uint64 }

// start is that of the even numbers 0, 2, 4, …
var start = func() (start lanesStart) {
	for j := range uint64(lanes) {
		k := 2 * j
		start.product[j] = k * (k + 1)
		start.step[j] = 4*lanes*k + VectorTerms*(VectorTerms+1)
	}
	return start
}()

// productsVector adds the products of whole turns, if the machine has vector instructions.
func productsVector(n int64) (sum uint64, ok bool) {
	switch turns := int(n / VectorTerms); vector.Use() {
	case vector.AVX512:
		return productsAVX512(turns, &start), true
	case vector.AVX2:
		return productsAVX2(turns, &start), true
	}
	return 0, false
}
