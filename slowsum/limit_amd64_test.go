//go:build goexperiment.simd && amd64

package slowsum_test

import "speedup.example/internal/vector"

const wrappingLanes = 16

// wrappingVector has sixteen lanes, and two registers in flight at any width.
func wrappingVector(n int64) uint64 {
	var product, step [wrappingLanes]uint64
	for j := range uint64(wrappingLanes) {
		product[j], step[j] = 2*j*(2*j+1), 64*2*j+32*33
	}
	turns := int(n / (2 * wrappingLanes))
	if vector.Use() == vector.AVX512 {
		return wrappingAVX512(turns, &product, &step)
	}
	return wrappingAVX2(turns, &product, &step)
}
