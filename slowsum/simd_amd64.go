//go:build goexperiment.simd && amd64

package slowsum

import "speedup.example/internal/vector"

// addVector adds the products of as many turns as there are vector instructions for: of
// all, or of none.
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
