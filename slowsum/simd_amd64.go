//go:build goexperiment.simd && amd64

package slowsum

import (
	"simd/archsimd"

	"speedup.example/internal/vector"
)

// SIMD adds as [Scalar] does, exactly, with vector instructions. It is [Unrolled] on
// a processor without AVX-512 and AVX2.
func SIMD(n int64) Sum {
	r := newRegister()
	switch turns := int(n / lanes); vector.Use() {
	case vector.AVX512:
		r.addAVX512(turns)
	case vector.AVX2:
		r.addAVX2(turns)
	default:
		return Unrolled(n)
	}
	return r.total(int(n % lanes))
}

func (r *register) addAVX512(turns int) {
	square, step := archsimd.LoadUint64x8(&r.square), archsimd.LoadUint64x8(&r.step)
	growth, by32 := archsimd.BroadcastUint64x8(2*lanes*lanes), archsimd.BroadcastUint64x8(32)
	var sum, high archsimd.Uint64x8
	for range turns {
		sum = sum.Add(square)
		high = high.Add(square.ShiftRight(by32))
		square = square.Add(step)
		step = step.Add(growth)
	}
	square.Store(&r.square)
	sum.Store(&r.sum)
	high.Store(&r.high)
	archsimd.ClearAVXUpperBits()
}

// addAVX2 keeps lanes 0 to 3 in registers of the name a, and lanes 4 to 7 in b.
func (r *register) addAVX2(turns int) {
	aSquare, bSquare := archsimd.LoadUint64x4((*[4]uint64)(r.square[:4])), archsimd.LoadUint64x4((*[4]uint64)(r.square[4:]))
	aStep, bStep := archsimd.LoadUint64x4((*[4]uint64)(r.step[:4])), archsimd.LoadUint64x4((*[4]uint64)(r.step[4:]))
	growth, by32 := archsimd.BroadcastUint64x4(2*lanes*lanes), archsimd.BroadcastUint64x4(32)
	var aSum, bSum, aHigh, bHigh archsimd.Uint64x4
	for range turns {
		aSum, bSum = aSum.Add(aSquare), bSum.Add(bSquare)
		aHigh, bHigh = aHigh.Add(aSquare.ShiftRight(by32)), bHigh.Add(bSquare.ShiftRight(by32))
		aSquare, bSquare = aSquare.Add(aStep), bSquare.Add(bStep)
		aStep, bStep = aStep.Add(growth), bStep.Add(growth)
	}
	aSquare.Store((*[4]uint64)(r.square[:4]))
	bSquare.Store((*[4]uint64)(r.square[4:]))
	aSum.Store((*[4]uint64)(r.sum[:4]))
	bSum.Store((*[4]uint64)(r.sum[4:]))
	aHigh.Store((*[4]uint64)(r.high[:4]))
	bHigh.Store((*[4]uint64)(r.high[4:]))
	archsimd.ClearAVXUpperBits()
}
