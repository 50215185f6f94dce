//go:build goexperiment.simd && amd64

package pi

import (
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// CountSteps is countSteps, by the vector instructions in use.
func CountSteps(steps int, v *random.Vector) int {
	switch vector.Use() {
	case vector.AVX512:
		return countAVX512(steps, v)
	case vector.AVX2:
		return countAVX2(steps, v)
	}
	return countSteps(steps, v)
}
