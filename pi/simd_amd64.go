//go:build goexperiment.simd && amd64

package pi

import (
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// countVector counts the points of all steps, or of none if the machine has no vector
// instructions.
func countVector(steps int, v *random.Vector) (done, inside int) {
	switch vector.Use() {
	case vector.AVX512:
		return steps, countAVX512(steps, v)
	case vector.AVX2:
		return steps, countAVX2(steps, v)
	}
	return 0, 0
}
