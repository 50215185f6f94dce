//go:build goexperiment.simd && amd64 && go1.27

package slowsum_test

import (
	"simd/archsimd"

	"speedup.example/internal/vector"
)

// wrappingVector has sixteen lanes in flight at any width, so that it waits for nothing.
func wrappingVector(n int64) uint64 {
	var product, step [16]uint64
	for j := range uint64(16) {
		product[j], step[j] = 2*j*(2*j+1), 64*2*j+32*33
	}
	turns := int(n / 32)
	if vector.Use() == vector.AVX512 {
		return wrappingAVX512(turns, &product, &step)
	}
	return wrappingAVX2(turns, &product, &step)
}

func wrappingAVX512(turns int, product, step *[16]uint64) uint64 {
	a, b := archsimd.LoadUint64x8Array((*[8]uint64)(product[:8])), archsimd.LoadUint64x8Array((*[8]uint64)(product[8:]))
	aStep, bStep := archsimd.LoadUint64x8Array((*[8]uint64)(step[:8])), archsimd.LoadUint64x8Array((*[8]uint64)(step[8:]))
	growth := archsimd.BroadcastUint64x8(2048)
	var aSum, bSum archsimd.Uint64x8
	for range turns {
		aSum, bSum = aSum.Add(a), bSum.Add(b)
		a, b = a.Add(aStep), b.Add(bStep)
		aStep, bStep = aStep.Add(growth), bStep.Add(growth)
	}
	var lanes [8]uint64
	aSum.Add(bSum).StoreArray(&lanes)
	archsimd.ClearAVXUpperBits()
	return lanes[0]
}

func wrappingAVX2(turns int, product, step *[16]uint64) uint64 {
	a, b := archsimd.LoadUint64x4Array((*[4]uint64)(product[:4])), archsimd.LoadUint64x4Array((*[4]uint64)(product[4:8]))
	c, d := archsimd.LoadUint64x4Array((*[4]uint64)(product[8:12])), archsimd.LoadUint64x4Array((*[4]uint64)(product[12:]))
	aStep, bStep := archsimd.LoadUint64x4Array((*[4]uint64)(step[:4])), archsimd.LoadUint64x4Array((*[4]uint64)(step[4:8]))
	cStep, dStep := archsimd.LoadUint64x4Array((*[4]uint64)(step[8:12])), archsimd.LoadUint64x4Array((*[4]uint64)(step[12:]))
	growth := archsimd.BroadcastUint64x4(2048)
	var aSum, bSum, cSum, dSum archsimd.Uint64x4
	for range turns {
		aSum, bSum, cSum, dSum = aSum.Add(a), bSum.Add(b), cSum.Add(c), dSum.Add(d)
		a, b, c, d = a.Add(aStep), b.Add(bStep), c.Add(cStep), d.Add(dStep)
		aStep, bStep, cStep, dStep = aStep.Add(growth), bStep.Add(growth), cStep.Add(growth), dStep.Add(growth)
	}
	var lanes [4]uint64
	aSum.Add(bSum).Add(cSum.Add(dSum)).StoreArray(&lanes)
	archsimd.ClearAVXUpperBits()
	return lanes[0]
}
