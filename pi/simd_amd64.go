//go:build goexperiment.simd && amd64 && go1.27

package pi

import (
	"simd/archsimd"

	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// SIMD counts as [Scalar] does, with vector instructions: eight lanes draw eight
// words at once, which are 16 points. It is [Unrolled] on a processor without
// AVX-512 and AVX2. Their counts agree, to the last point.
func SIMD(n int, s random.Stream) (inside int) {
	v := s.Vector()
	switch steps := n / pointsPerStep; vector.Use() {
	case vector.AVX512:
		inside = countAVX512(steps, &v)
	case vector.AVX2:
		inside = countAVX2(steps, &v)
	default:
		return Unrolled(n, s)
	}
	return inside + countPoints(n%pointsPerStep, v.Next())
}

// countAVX512 is countSteps with registers of eight words, or 16 points. With not(x)
// = −(x+1), a single instruction (VPMADDWD) computes
//
//	x·not(x) + y·not(y) = −(x·(x+1) + y·(y+1))
//
// for all points, and none of it overflows 32 bits. It rotates by a register, as package
// random does.
func countAVX512(steps int, v *random.Vector) (inside int) {
	by45 := archsimd.BroadcastUint64x8(45)
	s0, s1 := archsimd.LoadUint64x8Array(&v.S[0]), archsimd.LoadUint64x8Array(&v.S[1])
	s2, s3 := archsimd.LoadUint64x8Array(&v.S[2]), archsimd.LoadUint64x8Array(&v.S[3])
	ones := archsimd.BroadcastInt16x32(-1)
	circle, one := archsimd.BroadcastInt32x16(-1<<30), archsimd.BroadcastInt32x16(1)
	var counts archsimd.Int32x16
	for range steps {
		xy := s0.Add(s3).ReshapeToUint16s().BitsToInt16()
		shifted := s1.ShiftAllLeft(17)
		s2, s3 = s2.Xor(s0), s3.Xor(s1)
		s1, s0 = s1.Xor(s2), s0.Xor(s3)
		s2, s3 = s2.Xor(shifted), s3.RotateLeft(by45)
		points := xy.DotProductPairs(xy.Xor(ones))
		counts = counts.Add(one).IfElse(points.Greater(circle), counts)
	}
	s0.StoreArray(&v.S[0])
	s1.StoreArray(&v.S[1])
	s2.StoreArray(&v.S[2])
	s3.StoreArray(&v.S[3])
	var each [16]int32
	counts.StoreArray(&each)
	archsimd.ClearAVXUpperBits()
	return total(each[:])
}

// countAVX2 is countSteps with registers of four words: first for one half of the
// lanes, then for the other. AVX2 has no rotation, so two shifts make one, and a
// comparison gives −1 where it holds.
func countAVX2(steps int, v *random.Vector) (inside int) {
	ones, circle := archsimd.BroadcastInt16x16(-1), archsimd.BroadcastInt32x8(-1<<30)
	by19 := archsimd.BroadcastUint64x4(64 - 45)
	var counts archsimd.Int32x8
	for half := 0; half < random.VectorLanes; half += 4 {
		at0, at1, at2, at3 := (*[4]uint64)(v.S[0][half:half+4]), (*[4]uint64)(v.S[1][half:half+4]), (*[4]uint64)(v.S[2][half:half+4]), (*[4]uint64)(v.S[3][half:half+4])
		s0, s1 := archsimd.LoadUint64x4Array(at0), archsimd.LoadUint64x4Array(at1)
		s2, s3 := archsimd.LoadUint64x4Array(at2), archsimd.LoadUint64x4Array(at3)
		for range steps {
			xy := s0.Add(s3).ReshapeToUint16s().BitsToInt16()
			shifted := s1.ShiftAllLeft(17)
			s2, s3 = s2.Xor(s0), s3.Xor(s1)
			s1, s0 = s1.Xor(s2), s0.Xor(s3)
			s2, s3 = s2.Xor(shifted), s3.ShiftAllLeft(45).Or(s3.ShiftRight(by19))
			points := xy.DotProductPairs(xy.Xor(ones))
			counts = counts.Sub(points.Greater(circle).ToInt32x8())
		}
		s0.StoreArray(at0)
		s1.StoreArray(at1)
		s2.StoreArray(at2)
		s3.StoreArray(at3)
	}
	var each [8]int32
	counts.StoreArray(&each)
	archsimd.ClearAVXUpperBits()
	return total(each[:])
}

func total(counts []int32) (sum int) {
	for _, count := range counts {
		sum += int(count)
	}
	return sum
}
