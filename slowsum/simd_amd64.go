//go:build goexperiment.simd && amd64 && go1.27

package slowsum

import (
	"math"
	"simd/archsimd"

	"speedup.example/internal/vector"
)

// SIMD adds as [Scalar] does, exactly, with vector instructions. It is [Unrolled] on
// a processor without AVX-512 and AVX2.
func SIMD(n int64) Sum {
	r := newRegister()
	switch turns := int(n / terms); vector.Use() {
	case vector.AVX512:
		r.addAVX512(turns, run(n))
	case vector.AVX2:
		r.addAVX2(turns, run(n))
	default:
		return Unrolled(n)
	}
	return r.total(n)
}

func (r *register) addAVX512(turns, run int) {
	product, step := archsimd.LoadUint64x8Array(&r.product), archsimd.LoadUint64x8Array(&r.step)
	growth, by32 := archsimd.BroadcastUint64x8(growth), archsimd.BroadcastUint64x8(32)
	ones := archsimd.BroadcastUint64x8(math.MaxUint32)
	var low, high archsimd.Uint64x8
	for left := turns; left > 0; left -= run {
		for range min(run, left) {
			low = low.Add(product)
			product = product.Add(step)
			step = step.Add(growth)
		}
		high = high.Add(low.ShiftRight(by32))
		low = low.And(ones)
	}
	low.StoreArray(&r.low)
	high.StoreArray(&r.high)
	archsimd.ClearAVXUpperBits()
}

// addAVX2 keeps lanes 0 to 3 in registers of the name a, and lanes 4 to 7 in b.
func (r *register) addAVX2(turns, run int) {
	a, b := archsimd.LoadUint64x4Array((*[4]uint64)(r.product[:4])), archsimd.LoadUint64x4Array((*[4]uint64)(r.product[4:]))
	aStep, bStep := archsimd.LoadUint64x4Array((*[4]uint64)(r.step[:4])), archsimd.LoadUint64x4Array((*[4]uint64)(r.step[4:]))
	growth, by32 := archsimd.BroadcastUint64x4(growth), archsimd.BroadcastUint64x4(32)
	ones := archsimd.BroadcastUint64x4(math.MaxUint32)
	var aLow, bLow, aHigh, bHigh archsimd.Uint64x4
	for left := turns; left > 0; left -= run {
		for range min(run, left) {
			aLow, bLow = aLow.Add(a), bLow.Add(b)
			a, b = a.Add(aStep), b.Add(bStep)
			aStep, bStep = aStep.Add(growth), bStep.Add(growth)
		}
		aHigh, bHigh = aHigh.Add(aLow.ShiftRight(by32)), bHigh.Add(bLow.ShiftRight(by32))
		aLow, bLow = aLow.And(ones), bLow.And(ones)
	}
	aLow.StoreArray((*[4]uint64)(r.low[:4]))
	bLow.StoreArray((*[4]uint64)(r.low[4:]))
	aHigh.StoreArray((*[4]uint64)(r.high[:4]))
	bHigh.StoreArray((*[4]uint64)(r.high[4:]))
	archsimd.ClearAVXUpperBits()
}
