//go:build goexperiment.simd && amd64 && go1.27

package slowsum_test

import (
	"simd/archsimd"

	"speedup.example/internal/vector"
)

func wrappingAVX512(turns int, product, step *[wrappingLanes]uint64) uint64 {
	const width = vector.LanesAVX512
	growth := archsimd.BroadcastUint64x8(2048)
	var aSum, bSum archsimd.Uint64x8
	for lane := 0; lane < wrappingLanes; lane += 2 * width {
		a, aStep := archsimd.LoadUint64x8Array((*[width]uint64)(product[lane:])), archsimd.LoadUint64x8Array((*[width]uint64)(step[lane:]))
		b, bStep := archsimd.LoadUint64x8Array((*[width]uint64)(product[lane+width:])), archsimd.LoadUint64x8Array((*[width]uint64)(step[lane+width:]))
		for range turns {
			aSum, bSum = aSum.Add(a), bSum.Add(b)
			a, b = a.Add(aStep), b.Add(bStep)
			aStep, bStep = aStep.Add(growth), bStep.Add(growth)
		}
	}
	var each [width]uint64
	aSum.Add(bSum).StoreArray(&each)
	archsimd.ClearAVXUpperBits()
	return each[0]
}
