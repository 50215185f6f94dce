//go:build goexperiment.simd && amd64 && go1.27

package random

import (
	"simd/archsimd"

	"speedup.example/internal/vector"
)

// LoadAVX512 returns the state of the generators from a lane on that fill a register.
func LoadAVX512(v *Vector, lane int) (s0, s1, s2, s3 archsimd.Uint64x8) {
	const width = vector.LanesAVX512
	s0, s1 = archsimd.LoadUint64x8Array((*[width]uint64)(v.S[0][lane:])), archsimd.LoadUint64x8Array((*[width]uint64)(v.S[1][lane:]))
	s2, s3 = archsimd.LoadUint64x8Array((*[width]uint64)(v.S[2][lane:])), archsimd.LoadUint64x8Array((*[width]uint64)(v.S[3][lane:]))
	return s0, s1, s2, s3
}

// StoreAVX512 sets the state of the generators from a lane on.
func StoreAVX512(v *Vector, lane int, s0, s1, s2, s3 archsimd.Uint64x8) {
	const width = vector.LanesAVX512
	s0.StoreArray((*[width]uint64)(v.S[0][lane:]))
	s1.StoreArray((*[width]uint64)(v.S[1][lane:]))
	s2.StoreArray((*[width]uint64)(v.S[2][lane:]))
	s3.StoreArray((*[width]uint64)(v.S[3][lane:]))
}

func (v *Vector) foldAVX512(steps int) (fold uint64) {
	const width = vector.LanesAVX512
	by := RotationAVX512()
	var sum archsimd.Uint64x8
	for lane := 0; lane < VectorLanes; lane += 2 * width {
		a0, a1, a2, a3 := LoadAVX512(v, lane)
		b0, b1, b2, b3 := LoadAVX512(v, lane+width)
		for range steps {
			sum = sum.Xor(a0.Add(a3)).Xor(b0.Add(b3))
			a0, a1, a2, a3 = NextAVX512(a0, a1, a2, a3, by)
			b0, b1, b2, b3 = NextAVX512(b0, b1, b2, b3, by)
		}
		StoreAVX512(v, lane, a0, a1, a2, a3)
		StoreAVX512(v, lane+width, b0, b1, b2, b3)
	}
	var each [width]uint64
	sum.StoreArray(&each)
	archsimd.ClearAVXUpperBits()
	for _, word := range each[:] {
		fold ^= word
	}
	return fold
}

func (v *Vector) fillAVX512(us, ts []uint64) {
	const width = vector.LanesAVX512
	by := RotationAVX512()
	for lane := 0; lane < VectorLanes; lane += 2 * width {
		a0, a1, a2, a3 := LoadAVX512(v, lane)
		b0, b1, b2, b3 := LoadAVX512(v, lane+width)
		for i := lane; i+2*width <= len(us) && i+2*width <= len(ts); i += VectorLanes {
			u, t := (*[2 * width]uint64)(us[i:i+2*width]), (*[2 * width]uint64)(ts[i:i+2*width])
			a0.Add(a3).StoreArray((*[width]uint64)(u[:width]))
			b0.Add(b3).StoreArray((*[width]uint64)(u[width:]))
			a0, a1, a2, a3 = NextAVX512(a0, a1, a2, a3, by)
			b0, b1, b2, b3 = NextAVX512(b0, b1, b2, b3, by)
			a0.Add(a3).StoreArray((*[width]uint64)(t[:width]))
			b0.Add(b3).StoreArray((*[width]uint64)(t[width:]))
			a0, a1, a2, a3 = NextAVX512(a0, a1, a2, a3, by)
			b0, b1, b2, b3 = NextAVX512(b0, b1, b2, b3, by)
		}
		StoreAVX512(v, lane, a0, a1, a2, a3)
		StoreAVX512(v, lane+width, b0, b1, b2, b3)
	}
	archsimd.ClearAVXUpperBits()
}
