//go:build goexperiment.simd && amd64 && go1.27

package slowsum

import (
	"math"
	"simd/archsimd"

	"speedup.example/internal/vector"
)

// addAVX512 adds the products of all turns with two registers in flight, a and b: for all
// lanes at once, or for as many as fill them, and then for the next.
func (r *registers) addAVX512(turns, run int) {
	const width = vector.LanesAVX512
	growth, by32 := archsimd.BroadcastUint64x8(growth), archsimd.BroadcastUint64x8(32)
	ones := archsimd.BroadcastUint64x8(math.MaxUint32)
	for lane := 0; lane < lanes; lane += 2 * width {
		a, aStep := archsimd.LoadUint64x8Array((*[width]uint64)(r.product[lane:])), archsimd.LoadUint64x8Array((*[width]uint64)(r.step[lane:]))
		b, bStep := archsimd.LoadUint64x8Array((*[width]uint64)(r.product[lane+width:])), archsimd.LoadUint64x8Array((*[width]uint64)(r.step[lane+width:]))
		var aLow, aHigh, bLow, bHigh archsimd.Uint64x8
		for left := turns; left > 0; left -= run {
			for range min(run, left) {
				aLow, bLow = aLow.Add(a), bLow.Add(b)
				a, b = a.Add(aStep), b.Add(bStep)
				aStep, bStep = aStep.Add(growth), bStep.Add(growth)
			}
			aHigh, bHigh = aHigh.Add(aLow.ShiftRight(by32)), bHigh.Add(bLow.ShiftRight(by32))
			aLow, bLow = aLow.And(ones), bLow.And(ones)
		}
		aLow.StoreArray((*[width]uint64)(r.low[lane:]))
		bLow.StoreArray((*[width]uint64)(r.low[lane+width:]))
		aHigh.StoreArray((*[width]uint64)(r.high[lane:]))
		bHigh.StoreArray((*[width]uint64)(r.high[lane+width:]))
	}
	archsimd.ClearAVXUpperBits()
}
