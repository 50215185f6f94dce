//go:build goexperiment.simd && amd64 && go1.27

package slowsum

import (
	"math"
	"simd/archsimd"

	"speedup.example/internal/vector"
)

// addVector adds the products of as many turns as there are vector instructions for: of
// all, or of none.
func (r *registers) addVector(turns, run int) (done int) {
	switch vector.Use() {
	case vector.AVX512:
		r.addAVX512(turns, run)
	case vector.AVX2:
		r.addAVX2(turns, run)
	default:
		return 0
	}
	return turns
}

// addAVX512 is add with eight lanes a register, two of them in flight, a and b.
func (r *registers) addAVX512(turns, run int) {
	growth, by32 := archsimd.BroadcastUint64x8(growth), archsimd.BroadcastUint64x8(32)
	ones := archsimd.BroadcastUint64x8(math.MaxUint32)
	for lane := 0; lane < lanes; lane += 16 {
		a, aStep := archsimd.LoadUint64x8Array((*[8]uint64)(r.product[lane:])), archsimd.LoadUint64x8Array((*[8]uint64)(r.step[lane:]))
		b, bStep := archsimd.LoadUint64x8Array((*[8]uint64)(r.product[lane+8:])), archsimd.LoadUint64x8Array((*[8]uint64)(r.step[lane+8:]))
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
		aLow.StoreArray((*[8]uint64)(r.low[lane:]))
		bLow.StoreArray((*[8]uint64)(r.low[lane+8:]))
		aHigh.StoreArray((*[8]uint64)(r.high[lane:]))
		bHigh.StoreArray((*[8]uint64)(r.high[lane+8:]))
	}
	archsimd.ClearAVXUpperBits()
}

// addAVX2 is add with four lanes a register, two of them in flight, a and b.
func (r *registers) addAVX2(turns, run int) {
	growth, by32 := archsimd.BroadcastUint64x4(growth), archsimd.BroadcastUint64x4(32)
	ones := archsimd.BroadcastUint64x4(math.MaxUint32)
	for lane := 0; lane < lanes; lane += 8 {
		a, aStep := archsimd.LoadUint64x4Array((*[4]uint64)(r.product[lane:])), archsimd.LoadUint64x4Array((*[4]uint64)(r.step[lane:]))
		b, bStep := archsimd.LoadUint64x4Array((*[4]uint64)(r.product[lane+4:])), archsimd.LoadUint64x4Array((*[4]uint64)(r.step[lane+4:]))
		var aLow, aHigh, bLow, bHigh archsimd.Uint64x4
		for left := turns; left > 0; left -= run {
			for range min(run, left) {
				aLow, bLow = aLow.Add(a), bLow.Add(b)
				a, b = a.Add(aStep), b.Add(bStep)
				aStep, bStep = aStep.Add(growth), bStep.Add(growth)
			}
			aHigh, bHigh = aHigh.Add(aLow.ShiftRight(by32)), bHigh.Add(bLow.ShiftRight(by32))
			aLow, bLow = aLow.And(ones), bLow.And(ones)
		}
		aLow.StoreArray((*[4]uint64)(r.low[lane:]))
		bLow.StoreArray((*[4]uint64)(r.low[lane+4:]))
		aHigh.StoreArray((*[4]uint64)(r.high[lane:]))
		bHigh.StoreArray((*[4]uint64)(r.high[lane+4:]))
	}
	archsimd.ClearAVXUpperBits()
}
