//go:build goexperiment.simd && amd64 && go1.27

package limit

import (
	"simd/archsimd"

	"speedup.example/internal/vector"
)

// productsAVX512 has four registers in flight, so that no addition waits for another.
func productsAVX512(turns int, from *lanesStart) (sum uint64) {
	const width = vector.LanesAVX512
	growth := archsimd.BroadcastUint64x8(growth)
	var aSum, bSum, cSum, dSum archsimd.Uint64x8
	for lane := 0; lane < lanes; lane += 4 * width {
		products, steps := (*[4 * width]uint64)(from.product[lane:]), (*[4 * width]uint64)(from.step[lane:])
		a, aStep := archsimd.LoadUint64x8Array((*[width]uint64)(products[:width])), archsimd.LoadUint64x8Array((*[width]uint64)(steps[:width]))
		b, bStep := archsimd.LoadUint64x8Array((*[width]uint64)(products[width:])), archsimd.LoadUint64x8Array((*[width]uint64)(steps[width:]))
		c, cStep := archsimd.LoadUint64x8Array((*[width]uint64)(products[2*width:])), archsimd.LoadUint64x8Array((*[width]uint64)(steps[2*width:]))
		d, dStep := archsimd.LoadUint64x8Array((*[width]uint64)(products[3*width:])), archsimd.LoadUint64x8Array((*[width]uint64)(steps[3*width:]))
		for range turns {
			aSum, bSum, cSum, dSum = aSum.Add(a), bSum.Add(b), cSum.Add(c), dSum.Add(d)
			a, b, c, d = a.Add(aStep), b.Add(bStep), c.Add(cStep), d.Add(dStep)
			aStep, bStep, cStep, dStep = aStep.Add(growth), bStep.Add(growth), cStep.Add(growth), dStep.Add(growth)
		}
	}
	var each [width]uint64
	aSum.Add(bSum).Add(cSum.Add(dSum)).StoreArray(&each)
	archsimd.ClearAVXUpperBits()
	for lane := 0; lane < width; lane += 4 {
		sum += (each[lane] + each[lane+1]) + (each[lane+2] + each[lane+3])
	}
	return sum
}
