//go:build goexperiment.simd && amd64 && go1.27

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

// foldAVX512 rotates by a register: by a number, Go 1.27 needs three instructions for one.
func (v *Vector) foldAVX512(steps int, fold *[VectorLanes]uint64) {
	by45 := archsimd.BroadcastUint64x8(45)
	s0, s1 := archsimd.LoadUint64x8Array(&v.S[0]), archsimd.LoadUint64x8Array(&v.S[1])
	s2, s3 := archsimd.LoadUint64x8Array(&v.S[2]), archsimd.LoadUint64x8Array(&v.S[3])
	var sum archsimd.Uint64x8
	for range steps {
		sum = sum.Xor(s0.Add(s3))
		shifted := s1.ShiftAllLeft(17)
		s2, s3 = s2.Xor(s0), s3.Xor(s1)
		s1, s0 = s1.Xor(s2), s0.Xor(s3)
		s2, s3 = s2.Xor(shifted), s3.RotateLeft(by45)
	}
	s0.StoreArray(&v.S[0])
	s1.StoreArray(&v.S[1])
	s2.StoreArray(&v.S[2])
	s3.StoreArray(&v.S[3])
	sum.StoreArray(fold)
	archsimd.ClearAVXUpperBits()
}

// foldAVX2 does so with four lanes, and then with the other four. Two shifts make a
// rotation.
func (v *Vector) foldAVX2(steps int, fold *[VectorLanes]uint64) {
	by19 := archsimd.BroadcastUint64x4(64 - 45)
	for half := 0; half < VectorLanes; half += 4 {
		at0, at1, at2, at3 := (*[4]uint64)(v.S[0][half:half+4]), (*[4]uint64)(v.S[1][half:half+4]), (*[4]uint64)(v.S[2][half:half+4]), (*[4]uint64)(v.S[3][half:half+4])
		s0, s1 := archsimd.LoadUint64x4Array(at0), archsimd.LoadUint64x4Array(at1)
		s2, s3 := archsimd.LoadUint64x4Array(at2), archsimd.LoadUint64x4Array(at3)
		var sum archsimd.Uint64x4
		for range steps {
			sum = sum.Xor(s0.Add(s3))
			shifted := s1.ShiftAllLeft(17)
			s2, s3 = s2.Xor(s0), s3.Xor(s1)
			s1, s0 = s1.Xor(s2), s0.Xor(s3)
			s2, s3 = s2.Xor(shifted), s3.ShiftAllLeft(45).Or(s3.ShiftRight(by19))
		}
		s0.StoreArray(at0)
		s1.StoreArray(at1)
		s2.StoreArray(at2)
		s3.StoreArray(at3)
		sum.StoreArray((*[4]uint64)(fold[half : half+4]))
	}
	archsimd.ClearAVXUpperBits()
}

func (v *Vector) fillVector(us, ts []uint64) bool {
	switch vector.Use() {
	case vector.AVX512:
		v.fillAVX512(us, ts)
	case vector.AVX2:
		v.fillAVX2(us, ts)
	default:
		return false
	}
	return true
}

func (v *Vector) fillAVX512(us, ts []uint64) {
	by45 := archsimd.BroadcastUint64x8(45)
	s0, s1 := archsimd.LoadUint64x8Array(&v.S[0]), archsimd.LoadUint64x8Array(&v.S[1])
	s2, s3 := archsimd.LoadUint64x8Array(&v.S[2]), archsimd.LoadUint64x8Array(&v.S[3])
	for i := 0; i+8 <= len(us) && i+8 <= len(ts); i += 8 {
		s0.Add(s3).StoreArray((*[8]uint64)(us[i : i+8]))
		shifted := s1.ShiftAllLeft(17)
		s2, s3 = s2.Xor(s0), s3.Xor(s1)
		s1, s0 = s1.Xor(s2), s0.Xor(s3)
		s2, s3 = s2.Xor(shifted), s3.RotateLeft(by45)
		s0.Add(s3).StoreArray((*[8]uint64)(ts[i : i+8]))
		shifted = s1.ShiftAllLeft(17)
		s2, s3 = s2.Xor(s0), s3.Xor(s1)
		s1, s0 = s1.Xor(s2), s0.Xor(s3)
		s2, s3 = s2.Xor(shifted), s3.RotateLeft(by45)
	}
	s0.StoreArray(&v.S[0])
	s1.StoreArray(&v.S[1])
	s2.StoreArray(&v.S[2])
	s3.StoreArray(&v.S[3])
	archsimd.ClearAVXUpperBits()
}

func (v *Vector) fillAVX2(us, ts []uint64) {
	by19 := archsimd.BroadcastUint64x4(64 - 45)
	for half := 0; half < VectorLanes; half += 4 {
		at0, at1, at2, at3 := (*[4]uint64)(v.S[0][half:half+4]), (*[4]uint64)(v.S[1][half:half+4]), (*[4]uint64)(v.S[2][half:half+4]), (*[4]uint64)(v.S[3][half:half+4])
		s0, s1 := archsimd.LoadUint64x4Array(at0), archsimd.LoadUint64x4Array(at1)
		s2, s3 := archsimd.LoadUint64x4Array(at2), archsimd.LoadUint64x4Array(at3)
		for i := half; i+4 <= len(us) && i+4 <= len(ts); i += 8 {
			s0.Add(s3).StoreArray((*[4]uint64)(us[i : i+4]))
			shifted := s1.ShiftAllLeft(17)
			s2, s3 = s2.Xor(s0), s3.Xor(s1)
			s1, s0 = s1.Xor(s2), s0.Xor(s3)
			s2, s3 = s2.Xor(shifted), s3.ShiftAllLeft(45).Or(s3.ShiftRight(by19))
			s0.Add(s3).StoreArray((*[4]uint64)(ts[i : i+4]))
			shifted = s1.ShiftAllLeft(17)
			s2, s3 = s2.Xor(s0), s3.Xor(s1)
			s1, s0 = s1.Xor(s2), s0.Xor(s3)
			s2, s3 = s2.Xor(shifted), s3.ShiftAllLeft(45).Or(s3.ShiftRight(by19))
		}
		s0.StoreArray(at0)
		s1.StoreArray(at1)
		s2.StoreArray(at2)
		s3.StoreArray(at3)
	}
	archsimd.ClearAVXUpperBits()
}
