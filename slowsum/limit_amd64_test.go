//go:build goexperiment.simd && amd64 && go1.27

package slowsum_test

import (
	"simd/archsimd"

	"speedup.example/internal/vector"
)

func wrappingVector(n int64) uint64 {
	if vector.Use() == vector.AVX512 {
		return wrappingAVX512(int(n / 8))
	}
	return wrappingAVX2(int(n / 8))
}

func wrappingAVX512(turns int) uint64 {
	square := archsimd.LoadUint64x8Array(&[8]uint64{0, 1, 4, 9, 16, 25, 36, 49})
	step := archsimd.LoadUint64x8Array(&[8]uint64{64, 80, 96, 112, 128, 144, 160, 176})
	growth := archsimd.BroadcastUint64x8(128)
	var sum archsimd.Uint64x8
	for range turns {
		sum = sum.Add(square)
		square = square.Add(step)
		step = step.Add(growth)
	}
	var lanes [8]uint64
	sum.StoreArray(&lanes)
	archsimd.ClearAVXUpperBits()
	return lanes[0]
}

func wrappingAVX2(turns int) uint64 {
	square, square4 := archsimd.LoadUint64x4Array(&[4]uint64{0, 1, 4, 9}), archsimd.LoadUint64x4Array(&[4]uint64{16, 25, 36, 49})
	step, step4 := archsimd.LoadUint64x4Array(&[4]uint64{64, 80, 96, 112}), archsimd.LoadUint64x4Array(&[4]uint64{128, 144, 160, 176})
	growth := archsimd.BroadcastUint64x4(128)
	var sum, sum4 archsimd.Uint64x4
	for range turns {
		sum, sum4 = sum.Add(square), sum4.Add(square4)
		square, square4 = square.Add(step), square4.Add(step4)
		step, step4 = step.Add(growth), step4.Add(growth)
	}
	var lanes [4]uint64
	sum.Add(sum4).StoreArray(&lanes)
	archsimd.ClearAVXUpperBits()
	return lanes[0]
}
