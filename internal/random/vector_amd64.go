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

// foldAVX2 keeps lanes 0 to 3 in registers of the name a, and lanes 4 to 7 in b: the ones
// go on while the others wait.
func (v *Vector) foldAVX2(steps int, fold *[VectorLanes]uint64) {
	by15, by36, by47 := archsimd.BroadcastUint64x4(64-49), archsimd.BroadcastUint64x4(64-28), archsimd.BroadcastUint64x4(64-17)
	a0, b0 := archsimd.LoadUint64x4Array((*[4]uint64)(v.S0[:4])), archsimd.LoadUint64x4Array((*[4]uint64)(v.S0[4:]))
	a1, b1 := archsimd.LoadUint64x4Array((*[4]uint64)(v.S1[:4])), archsimd.LoadUint64x4Array((*[4]uint64)(v.S1[4:]))
	var aFold, bFold archsimd.Uint64x4
	for range steps {
		a, b := a0.Add(a1), b0.Add(b1)
		aFold = aFold.Xor(a.ShiftAllLeft(17).Or(a.ShiftRight(by47)).Add(a0))
		bFold = bFold.Xor(b.ShiftAllLeft(17).Or(b.ShiftRight(by47)).Add(b0))
		a1, b1 = a1.Xor(a0), b1.Xor(b0)
		a0 = a0.ShiftAllLeft(49).Or(a0.ShiftRight(by15)).Xor(a1).Xor(a1.ShiftAllLeft(21))
		b0 = b0.ShiftAllLeft(49).Or(b0.ShiftRight(by15)).Xor(b1).Xor(b1.ShiftAllLeft(21))
		a1 = a1.ShiftAllLeft(28).Or(a1.ShiftRight(by36))
		b1 = b1.ShiftAllLeft(28).Or(b1.ShiftRight(by36))
	}
	a0.StoreArray((*[4]uint64)(v.S0[:4]))
	b0.StoreArray((*[4]uint64)(v.S0[4:]))
	a1.StoreArray((*[4]uint64)(v.S1[:4]))
	b1.StoreArray((*[4]uint64)(v.S1[4:]))
	aFold.StoreArray((*[4]uint64)(fold[:4]))
	bFold.StoreArray((*[4]uint64)(fold[4:]))
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
	by17, by28, by49 := archsimd.BroadcastUint64x8(17), archsimd.BroadcastUint64x8(28), archsimd.BroadcastUint64x8(49)
	s0, s1 := archsimd.LoadUint64x8Array(&v.S0), archsimd.LoadUint64x8Array(&v.S1)
	for i := 0; i+8 <= len(us) && i+8 <= len(ts); i += 8 {
		s0.Add(s1).RotateLeft(by17).Add(s0).StoreArray((*[8]uint64)(us[i : i+8]))
		s1 = s1.Xor(s0)
		s0 = s0.RotateLeft(by49).Xor(s1).Xor(s1.ShiftAllLeft(21))
		s1 = s1.RotateLeft(by28)
		s0.Add(s1).RotateLeft(by17).Add(s0).StoreArray((*[8]uint64)(ts[i : i+8]))
		s1 = s1.Xor(s0)
		s0 = s0.RotateLeft(by49).Xor(s1).Xor(s1.ShiftAllLeft(21))
		s1 = s1.RotateLeft(by28)
	}
	s0.StoreArray(&v.S0)
	s1.StoreArray(&v.S1)
	archsimd.ClearAVXUpperBits()
}

// fillAVX2 keeps the lanes in registers as foldAVX2 does.
func (v *Vector) fillAVX2(us, ts []uint64) {
	by15, by36, by47 := archsimd.BroadcastUint64x4(64-49), archsimd.BroadcastUint64x4(64-28), archsimd.BroadcastUint64x4(64-17)
	a0, b0 := archsimd.LoadUint64x4Array((*[4]uint64)(v.S0[:4])), archsimd.LoadUint64x4Array((*[4]uint64)(v.S0[4:]))
	a1, b1 := archsimd.LoadUint64x4Array((*[4]uint64)(v.S1[:4])), archsimd.LoadUint64x4Array((*[4]uint64)(v.S1[4:]))
	words, others := us, ts
	for i := 0; i+8 <= len(words) && i+8 <= len(others); i += 8 {
		for range 2 {
			a, b := a0.Add(a1), b0.Add(b1)
			a.ShiftAllLeft(17).Or(a.ShiftRight(by47)).Add(a0).StoreArray((*[4]uint64)(words[i : i+4]))
			b.ShiftAllLeft(17).Or(b.ShiftRight(by47)).Add(b0).StoreArray((*[4]uint64)(words[i+4 : i+8]))
			a1, b1 = a1.Xor(a0), b1.Xor(b0)
			a0 = a0.ShiftAllLeft(49).Or(a0.ShiftRight(by15)).Xor(a1).Xor(a1.ShiftAllLeft(21))
			b0 = b0.ShiftAllLeft(49).Or(b0.ShiftRight(by15)).Xor(b1).Xor(b1.ShiftAllLeft(21))
			a1 = a1.ShiftAllLeft(28).Or(a1.ShiftRight(by36))
			b1 = b1.ShiftAllLeft(28).Or(b1.ShiftRight(by36))
			words, others = others, words
		}
	}
	a0.StoreArray((*[4]uint64)(v.S0[:4]))
	b0.StoreArray((*[4]uint64)(v.S0[4:]))
	a1.StoreArray((*[4]uint64)(v.S1[:4]))
	b1.StoreArray((*[4]uint64)(v.S1[4:]))
	archsimd.ClearAVXUpperBits()
}
