//go:build goexperiment.simd && amd64

package slowsum

import "speedup.example/internal/vector"

// addVector adds the products of all turns, or of none if the machine has no vector
// instructions. It returns how many it did.
func (r *registers) addVector(turns, run int) (done int) {
	switch vector.Use() {
	case vector.AVX512:
		r.addAVX512(turns, run)
	case vector.AVX2:
		r.addAVX2(turns, run)
	default:
		return 0
	}
	return turns
}
