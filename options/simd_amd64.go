//go:build goexperiment.simd && amd64

package options

import "speedup.example/internal/vector"

// addVector adds the payoffs of as many paths as there are vector instructions for: of as
// many as fill registers, or of none.
func (t *tally) addVector(growth []float64) (done int) {
	switch vector.Use() {
	case vector.AVX512:
		return t.addAVX512(growth)
	case vector.AVX2:
		return t.addAVX2(growth)
	}
	return 0
}
