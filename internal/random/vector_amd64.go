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

// foldAVX512 rotates by registers: by a number, Go 1.27 needs three instructions for one.
func (v *Vector) foldAVX512(steps int, fold *[VectorLanes]uint64) {
	by17, by28, by49 := archsimd.BroadcastUint64x8(17), archsimd.BroadcastUint64x8(28), archsimd.BroadcastUint64x8(49)
	s0, s1 := archsimd.LoadUint64x8Array(&v.S0), archsimd.LoadUint64x8Array(&v.S1)
	var sum archsimd.Uint64x8
	for range steps {
		sum = sum.Xor(s0.Add(s1).RotateLeft(by17).Add(s0))
		s1 = s1.Xor(s0)
		s0 = s0.RotateLeft(by49).Xor(s1).Xor(s1.ShiftAllLeft(21))
		s1 = s1.RotateLeft(by28)
	}
	s0.StoreArray(&v.S0)
	s1.StoreArray(&v.S1)
	sum.StoreArray(fold)
	archsimd.ClearAVXUpperBits()
}

// foldAVX2 does so with four lanes, and then with the other four.
func (v *Vector) foldAVX2(steps int, fold *[VectorLanes]uint64) {
	by15, by36, by47 := archsimd.BroadcastUint64x4(64-49), archsimd.BroadcastUint64x4(64-28), archsimd.BroadcastUint64x4(64-17)
	for half := 0; half < VectorLanes; half += 4 {
		at0, at1 := (*[4]uint64)(v.S0[half:half+4]), (*[4]uint64)(v.S1[half:half+4])
		s0, s1 := archsimd.LoadUint64x4Array(at0), archsimd.LoadUint64x4Array(at1)
		var sum archsimd.Uint64x4
		for range steps {
			both := s0.Add(s1)
			sum = sum.Xor(both.ShiftAllLeft(17).Or(both.ShiftRight(by47)).Add(s0))
			s1 = s1.Xor(s0)
			s0 = s0.ShiftAllLeft(49).Or(s0.ShiftRight(by15)).Xor(s1).Xor(s1.ShiftAllLeft(21))
			s1 = s1.ShiftAllLeft(28).Or(s1.ShiftRight(by36))
		}
		s0.StoreArray(at0)
		s1.StoreArray(at1)
		sum.StoreArray((*[4]uint64)(fold[half : half+4]))
	}
	archsimd.ClearAVXUpperBits()
}

func (v *Vector) uniformsVector(us, ts []float64) bool {
	switch vector.Use() {
	case vector.AVX512:
		v.uniformsAVX512(us, ts)
	case vector.AVX2:
		v.uniformsAVX2(us, ts)
	default:
		return false
	}
	return true
}

func (v *Vector) uniformsAVX512(us, ts []float64) {
	by17, by28, by49 := archsimd.BroadcastUint64x8(17), archsimd.BroadcastUint64x8(28), archsimd.BroadcastUint64x8(49)
	by12, exponent := archsimd.BroadcastUint64x8(12), archsimd.BroadcastUint64x8(0x3ff<<52)
	two, three := archsimd.BroadcastFloat64x8(2), archsimd.BroadcastFloat64x8(3)
	s0, s1 := archsimd.LoadUint64x8Array(&v.S0), archsimd.LoadUint64x8Array(&v.S1)
	for i := 0; i+8 <= len(us) && i+8 <= len(ts); i += 8 {
		words := s0.Add(s1).RotateLeft(by17).Add(s0)
		s1 = s1.Xor(s0)
		s0 = s0.RotateLeft(by49).Xor(s1).Xor(s1.ShiftAllLeft(21))
		s1 = s1.RotateLeft(by28)
		others := s0.Add(s1).RotateLeft(by17).Add(s0)
		s1 = s1.Xor(s0)
		s0 = s0.RotateLeft(by49).Xor(s1).Xor(s1.ShiftAllLeft(21))
		s1 = s1.RotateLeft(by28)
		u := words.ShiftRight(by12).Or(exponent).BitsToFloat64()
		t := others.ShiftRight(by12).Or(exponent).BitsToFloat64()
		two.Sub(u).StoreArray((*[8]float64)(us[i : i+8]))
		t.Add(t).Sub(three).StoreArray((*[8]float64)(ts[i : i+8]))
	}
	s0.StoreArray(&v.S0)
	s1.StoreArray(&v.S1)
	archsimd.ClearAVXUpperBits()
}

func (v *Vector) uniformsAVX2(us, ts []float64) {
	by12, exponent := archsimd.BroadcastUint64x4(12), archsimd.BroadcastUint64x4(0x3ff<<52)
	by15, by36, by47 := archsimd.BroadcastUint64x4(64-49), archsimd.BroadcastUint64x4(64-28), archsimd.BroadcastUint64x4(64-17)
	two, three := archsimd.BroadcastFloat64x4(2), archsimd.BroadcastFloat64x4(3)
	for half := 0; half < VectorLanes; half += 4 {
		at0, at1 := (*[4]uint64)(v.S0[half:half+4]), (*[4]uint64)(v.S1[half:half+4])
		s0, s1 := archsimd.LoadUint64x4Array(at0), archsimd.LoadUint64x4Array(at1)
		for i := half; i+4 <= len(us) && i+4 <= len(ts); i += 8 {
			both := s0.Add(s1)
			words := both.ShiftAllLeft(17).Or(both.ShiftRight(by47)).Add(s0)
			s1 = s1.Xor(s0)
			s0 = s0.ShiftAllLeft(49).Or(s0.ShiftRight(by15)).Xor(s1).Xor(s1.ShiftAllLeft(21))
			s1 = s1.ShiftAllLeft(28).Or(s1.ShiftRight(by36))
			both = s0.Add(s1)
			others := both.ShiftAllLeft(17).Or(both.ShiftRight(by47)).Add(s0)
			s1 = s1.Xor(s0)
			s0 = s0.ShiftAllLeft(49).Or(s0.ShiftRight(by15)).Xor(s1).Xor(s1.ShiftAllLeft(21))
			s1 = s1.ShiftAllLeft(28).Or(s1.ShiftRight(by36))
			u := words.ShiftRight(by12).Or(exponent).BitsToFloat64()
			t := others.ShiftRight(by12).Or(exponent).BitsToFloat64()
			two.Sub(u).StoreArray((*[4]float64)(us[i : i+4]))
			t.Add(t).Sub(three).StoreArray((*[4]float64)(ts[i : i+4]))
		}
		s0.StoreArray(at0)
		s1.StoreArray(at1)
	}
	archsimd.ClearAVXUpperBits()
}
