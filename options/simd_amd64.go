//go:build goexperiment.simd && amd64

package options

import "speedup.example/internal/vector"

// addVector adds the payoffs of as many paths as fill registers, or of none if the
// machine has no vector instructions. It returns how many it did.
func (t *tally) addVector(growth []float64) (done int) {
	switch vector.Use() {
	case vector.AVX512:
		return t.addAVX512(growth)
	case vector.AVX2:
		return t.addAVX2(growth)
	}
	return 0
}
