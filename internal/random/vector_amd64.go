//go:build goexperiment.simd && amd64 && go1.27

package random

import (
	"simd/archsimd"

	"speedup.example/internal/vector"
)

// foldVector draws the words of as many steps as there are vector instructions for: of
// all, or of none.
func (v *Vector) foldVector(steps int) (done int, fold uint64) {
	switch vector.Use() {
	case vector.AVX512:
		return steps, v.foldAVX512(steps)
	case vector.AVX2:
		return steps, v.foldAVX2(steps)
	}
	return 0, 0
}

// LoadAVX512 returns the state of the generators from a lane on that fill a register.
func LoadAVX512(v *Vector, lane int) (s0, s1, s2, s3 archsimd.Uint64x8) {
	s0, s1 = archsimd.LoadUint64x8Array((*[8]uint64)(v.S[0][lane:])), archsimd.LoadUint64x8Array((*[8]uint64)(v.S[1][lane:]))
	s2, s3 = archsimd.LoadUint64x8Array((*[8]uint64)(v.S[2][lane:])), archsimd.LoadUint64x8Array((*[8]uint64)(v.S[3][lane:]))
	return s0, s1, s2, s3
}

// StoreAVX512 sets the state of the generators from a lane on.
func StoreAVX512(v *Vector, lane int, s0, s1, s2, s3 archsimd.Uint64x8) {
	s0.StoreArray((*[8]uint64)(v.S[0][lane:]))
	s1.StoreArray((*[8]uint64)(v.S[1][lane:]))
	s2.StoreArray((*[8]uint64)(v.S[2][lane:]))
	s3.StoreArray((*[8]uint64)(v.S[3][lane:]))
}

// NextAVX512 advances a register of generators; their words are s0 + s3. It rotates by a
// register: by a number, Go 1.27 needs three instructions for one.
func NextAVX512(s0, s1, s2, s3, by45 archsimd.Uint64x8) (_, _, _, _ archsimd.Uint64x8) {
	shifted := s1.ShiftAllLeft(17)
	s2, s3 = s2.Xor(s0), s3.Xor(s1)
	s1, s0 = s1.Xor(s2), s0.Xor(s3)
	return s0, s1, s2.Xor(shifted), s3.RotateLeft(by45)
}

// LoadAVX2, StoreAVX2 and NextAVX2 are those with four lanes a register. Two shifts make a
// rotation.
func LoadAVX2(v *Vector, lane int) (s0, s1, s2, s3 archsimd.Uint64x4) {
	s0, s1 = archsimd.LoadUint64x4Array((*[4]uint64)(v.S[0][lane:])), archsimd.LoadUint64x4Array((*[4]uint64)(v.S[1][lane:]))
	s2, s3 = archsimd.LoadUint64x4Array((*[4]uint64)(v.S[2][lane:])), archsimd.LoadUint64x4Array((*[4]uint64)(v.S[3][lane:]))
	return s0, s1, s2, s3
}

func StoreAVX2(v *Vector, lane int, s0, s1, s2, s3 archsimd.Uint64x4) {
	s0.StoreArray((*[4]uint64)(v.S[0][lane:]))
	s1.StoreArray((*[4]uint64)(v.S[1][lane:]))
	s2.StoreArray((*[4]uint64)(v.S[2][lane:]))
	s3.StoreArray((*[4]uint64)(v.S[3][lane:]))
}

func NextAVX2(s0, s1, s2, s3, by19 archsimd.Uint64x4) (_, _, _, _ archsimd.Uint64x4) {
	shifted := s1.ShiftAllLeft(17)
	s2, s3 = s2.Xor(s0), s3.Xor(s1)
	s1, s0 = s1.Xor(s2), s0.Xor(s3)
	return s0, s1, s2.Xor(shifted), s3.ShiftAllLeft(45).Or(s3.ShiftRight(by19))
}

func (v *Vector) foldAVX512(steps int) (fold uint64) {
	by45 := archsimd.BroadcastUint64x8(45)
	var sum archsimd.Uint64x8
	a0, a1, a2, a3 := LoadAVX512(v, 0)
	b0, b1, b2, b3 := LoadAVX512(v, 8)
	for range steps {
		sum = sum.Xor(a0.Add(a3)).Xor(b0.Add(b3))
		a0, a1, a2, a3 = NextAVX512(a0, a1, a2, a3, by45)
		b0, b1, b2, b3 = NextAVX512(b0, b1, b2, b3, by45)
	}
	StoreAVX512(v, 0, a0, a1, a2, a3)
	StoreAVX512(v, 8, b0, b1, b2, b3)
	var each [8]uint64
	sum.StoreArray(&each)
	archsimd.ClearAVXUpperBits()
	return xor(each[:])
}

func (v *Vector) foldAVX2(steps int) (fold uint64) {
	by19 := archsimd.BroadcastUint64x4(64 - 45)
	var sum archsimd.Uint64x4
	for lane := 0; lane < VectorLanes; lane += 8 {
		a0, a1, a2, a3 := LoadAVX2(v, lane)
		b0, b1, b2, b3 := LoadAVX2(v, lane+4)
		for range steps {
			sum = sum.Xor(a0.Add(a3)).Xor(b0.Add(b3))
			a0, a1, a2, a3 = NextAVX2(a0, a1, a2, a3, by19)
			b0, b1, b2, b3 = NextAVX2(b0, b1, b2, b3, by19)
		}
		StoreAVX2(v, lane, a0, a1, a2, a3)
		StoreAVX2(v, lane+4, b0, b1, b2, b3)
	}
	var each [4]uint64
	sum.StoreArray(&each)
	archsimd.ClearAVXUpperBits()
	return xor(each[:])
}

func xor(words []uint64) (fold uint64) {
	for _, word := range words {
		fold ^= word
	}
	return fold
}

// fillVector returns how many elements of us and of ts it has set: all, or none.
func (v *Vector) fillVector(us, ts []uint64) (done int) {
	switch vector.Use() {
	case vector.AVX512:
		v.fillAVX512(us, ts)
	case vector.AVX2:
		v.fillAVX2(us, ts)
	default:
		return 0
	}
	return len(us)
}

func (v *Vector) fillAVX512(us, ts []uint64) {
	by45 := archsimd.BroadcastUint64x8(45)
	a0, a1, a2, a3 := LoadAVX512(v, 0)
	b0, b1, b2, b3 := LoadAVX512(v, 8)
	for i := 0; i+16 <= len(us) && i+16 <= len(ts); i += 16 {
		u, t := (*[16]uint64)(us[i:i+16]), (*[16]uint64)(ts[i:i+16])
		a0.Add(a3).StoreArray((*[8]uint64)(u[:8]))
		b0.Add(b3).StoreArray((*[8]uint64)(u[8:]))
		a0, a1, a2, a3 = NextAVX512(a0, a1, a2, a3, by45)
		b0, b1, b2, b3 = NextAVX512(b0, b1, b2, b3, by45)
		a0.Add(a3).StoreArray((*[8]uint64)(t[:8]))
		b0.Add(b3).StoreArray((*[8]uint64)(t[8:]))
		a0, a1, a2, a3 = NextAVX512(a0, a1, a2, a3, by45)
		b0, b1, b2, b3 = NextAVX512(b0, b1, b2, b3, by45)
	}
	StoreAVX512(v, 0, a0, a1, a2, a3)
	StoreAVX512(v, 8, b0, b1, b2, b3)
	archsimd.ClearAVXUpperBits()
}

func (v *Vector) fillAVX2(us, ts []uint64) {
	by19 := archsimd.BroadcastUint64x4(64 - 45)
	for lane := 0; lane < VectorLanes; lane += 8 {
		a0, a1, a2, a3 := LoadAVX2(v, lane)
		b0, b1, b2, b3 := LoadAVX2(v, lane+4)
		for i := lane; i+8 <= len(us) && i+8 <= len(ts); i += 16 {
			u, t := (*[8]uint64)(us[i:i+8]), (*[8]uint64)(ts[i:i+8])
			a0.Add(a3).StoreArray((*[4]uint64)(u[:4]))
			b0.Add(b3).StoreArray((*[4]uint64)(u[4:]))
			a0, a1, a2, a3 = NextAVX2(a0, a1, a2, a3, by19)
			b0, b1, b2, b3 = NextAVX2(b0, b1, b2, b3, by19)
			a0.Add(a3).StoreArray((*[4]uint64)(t[:4]))
			b0.Add(b3).StoreArray((*[4]uint64)(t[4:]))
			a0, a1, a2, a3 = NextAVX2(a0, a1, a2, a3, by19)
			b0, b1, b2, b3 = NextAVX2(b0, b1, b2, b3, by19)
		}
		StoreAVX2(v, lane, a0, a1, a2, a3)
		StoreAVX2(v, lane+4, b0, b1, b2, b3)
	}
	archsimd.ClearAVXUpperBits()
}
