//go:build goexperiment.simd && amd64

package random

import (
	"simd/archsimd"

	"speedup.example/internal/vector"
)

// foldVector reports whether there are vector instructions to do it with.
func (v *Vector) foldVector(steps int, fold *[VectorLanes]uint64) bool {
	switch vector.Use() {
	case vector.AVX512:
		v.foldAVX512(steps, fold)
	case vector.AVX2:
		v.foldAVX2(steps, fold)
	default:
		return false
	}
	return true
}

func (v *Vector) foldAVX512(steps int, fold *[VectorLanes]uint64) {
	s0, s1 := archsimd.LoadUint64x8(&v.S0), archsimd.LoadUint64x8(&v.S1)
	var sum archsimd.Uint64x8
	for range steps {
		sum = sum.Xor(s0.Add(s1).RotateAllLeft(17).Add(s0))
		s1 = s1.Xor(s0)
		s0 = s0.RotateAllLeft(49).Xor(s1).Xor(s1.ShiftAllLeft(21))
		s1 = s1.RotateAllLeft(28)
	}
	s0.Store(&v.S0)
	s1.Store(&v.S1)
	sum.Store(fold)
	archsimd.ClearAVXUpperBits()
}

// foldAVX2 does so with four lanes, and then with the other four.
func (v *Vector) foldAVX2(steps int, fold *[VectorLanes]uint64) {
	by15, by36, by47 := archsimd.BroadcastUint64x4(64-49), archsimd.BroadcastUint64x4(64-28), archsimd.BroadcastUint64x4(64-17)
	for half := 0; half < VectorLanes; half += 4 {
		at0, at1 := (*[4]uint64)(v.S0[half:half+4]), (*[4]uint64)(v.S1[half:half+4])
		s0, s1 := archsimd.LoadUint64x4(at0), archsimd.LoadUint64x4(at1)
		var sum archsimd.Uint64x4
		for range steps {
			both := s0.Add(s1)
			sum = sum.Xor(both.ShiftAllLeft(17).Or(both.ShiftRight(by47)).Add(s0))
			s1 = s1.Xor(s0)
			s0 = s0.ShiftAllLeft(49).Or(s0.ShiftRight(by15)).Xor(s1).Xor(s1.ShiftAllLeft(21))
			s1 = s1.ShiftAllLeft(28).Or(s1.ShiftRight(by36))
		}
		s0.Store(at0)
		s1.Store(at1)
		sum.Store((*[4]uint64)(fold[half : half+4]))
	}
	archsimd.ClearAVXUpperBits()
}
