//go:build goexperiment.simd && amd64

package random

import (
	"simd/archsimd"

	"speedup.example/internal/vector"
)

// foldVector draws the words of all steps, or of none if the machine has no vector
// instructions.
func (v *Vector) foldVector(steps int) (done int, fold uint64) {
	switch vector.Use() {
	case vector.AVX512:
		return steps, v.foldAVX512(steps)
	case vector.AVX2:
		return steps, v.foldAVX2(steps)
	}
	return 0, 0
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

// RotationAVX512 returns the register that [NextAVX512] needs for its rotation. With a
// number instead, Go 1.27 needs three instructions for one.
func RotationAVX512() archsimd.Uint64x8 { return archsimd.BroadcastUint64x8(45) }

// NextAVX512 advances a register of generators. Their words are s0 + s3. The last argument
// comes from [RotationAVX512]. [NextAVX2] differs in the rotation only. But with a function
// for the rotation the compiler needed more registers than there are.
func NextAVX512(s0, s1, s2, s3, by archsimd.Uint64x8) (_, _, _, _ archsimd.Uint64x8) {
	shifted := s1.ShiftAllLeft(17)
	s2, s3 = s2.Xor(s0), s3.Xor(s1)
	s1, s0 = s1.Xor(s2), s0.Xor(s3)
	return s0, s1, s2.Xor(shifted), s3.RotateLeft(by)
}

// RotationAVX2 returns the register that [NextAVX2] needs for its rotation, which is two
// shifts.
func RotationAVX2() archsimd.Uint64x4 { return archsimd.BroadcastUint64x4(64 - 45) }

// NextAVX2 advances a register of generators, with [RotationAVX2].
func NextAVX2(s0, s1, s2, s3, by archsimd.Uint64x4) (_, _, _, _ archsimd.Uint64x4) {
	shifted := s1.ShiftAllLeft(17)
	s2, s3 = s2.Xor(s0), s3.Xor(s1)
	s1, s0 = s1.Xor(s2), s0.Xor(s3)
	return s0, s1, s2.Xor(shifted), s3.ShiftAllLeft(45).Or(s3.ShiftRight(by))
}
