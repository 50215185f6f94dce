//go:build goexperiment.simd && amd64

package limit

import "speedup.example/internal/vector"

const (
	lanes  = 32
	terms  = 2 * lanes // of a turn
	growth = 8 * lanes * lanes
)

// lanesStart has the first product of each lane, and what the next exceeds it by.
type lanesStart struct{ product, step [lanes]uint64 }

// start is that of the even numbers 0, 2, 4, …
var start = func() (start lanesStart) {
	for j := range uint64(lanes) {
		k := 2 * j
		start.product[j] = k * (k + 1)
		start.step[j] = 4*lanes*k + terms*(terms+1)
	}
	return start
}()

// productsVector adds the products of whole turns, or of none if the machine has no
// vector instructions. It returns below which number it has added all.
func productsVector(n int64) (done int64, sum uint64) {
	turns := n / terms
	switch vector.Use() {
	case vector.AVX512:
		return turns * terms, productsAVX512(int(turns), &start)
	case vector.AVX2:
		return turns * terms, productsAVX2(int(turns), &start)
	}
	return 0, 0
}
