//go:build goexperiment.simd && amd64

package slowsum_test

import "speedup.example/internal/vector"

const (
	wrappingLanes  = 32
	wrappingTerms  = 2 * wrappingLanes // of a turn
	wrappingGrowth = 8 * wrappingLanes * wrappingLanes
)

// A wrappingStart has the first product of each lane, and what the next exceeds it by.
type wrappingStart struct{ product, step [wrappingLanes]uint64 }

var wrappingFrom = func() (start wrappingStart) {
	for j := range uint64(wrappingLanes) {
		k := 2 * j
		start.product[j] = k * (k + 1)
		start.step[j] = 4*wrappingLanes*k + wrappingTerms*(wrappingTerms+1)
	}
	return start
}()

func wrappingVector(n int64) uint64 {
	turns := int(n / wrappingTerms)
	if vector.Use() == vector.AVX512 {
		return wrappingAVX512(turns, &wrappingFrom)
	}
	return wrappingAVX2(turns, &wrappingFrom)
}
