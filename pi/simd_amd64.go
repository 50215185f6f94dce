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
// for all points, and none of it overflows 32 bits. It rotates by registers, as package
// random does.
func countAVX512(steps int, v *random.Vector) (inside int) {
	by17, by28, by49 := archsimd.BroadcastUint64x8(17), archsimd.BroadcastUint64x8(28), archsimd.BroadcastUint64x8(49)
	s0, s1 := archsimd.LoadUint64x8Array(&v.S0), archsimd.LoadUint64x8Array(&v.S1)
	ones := archsimd.BroadcastInt16x32(-1)
	circle, one := archsimd.BroadcastInt32x16(-1<<30), archsimd.BroadcastInt32x16(1)
	var counts archsimd.Int32x16
	for range steps {
		words := s0.Add(s1).RotateLeft(by17).Add(s0) // Lane.Next, in eight lanes
		s1 = s1.Xor(s0)
		s0 = s0.RotateLeft(by49).Xor(s1).Xor(s1.ShiftAllLeft(21))
		s1 = s1.RotateLeft(by28)
		xy := words.ReshapeToUint16s().BitsToInt16()
		points := xy.DotProductPairs(xy.Xor(ones))
		counts = counts.Add(one).IfElse(points.Greater(circle), counts)
	}
	s0.StoreArray(&v.S0)
	s1.StoreArray(&v.S1)
	var each [16]int32
	counts.StoreArray(&each)
	archsimd.ClearAVXUpperBits()
	return total(each[:])
}

// countAVX2 is countSteps with registers of four words: of lanes 0 to 3, whose names begin
// with a, and of lanes 4 to 7, which go on while the others wait. AVX2 has no rotation, so
// two shifts make one, and a comparison gives −1 where it holds.
func countAVX2(steps int, v *random.Vector) (inside int) {
	ones, circle := archsimd.BroadcastInt16x16(-1), archsimd.BroadcastInt32x8(-1<<30)
	by15, by36, by47 := archsimd.BroadcastUint64x4(64-49), archsimd.BroadcastUint64x4(64-28), archsimd.BroadcastUint64x4(64-17)
	a0, b0 := archsimd.LoadUint64x4Array((*[4]uint64)(v.S0[:4])), archsimd.LoadUint64x4Array((*[4]uint64)(v.S0[4:]))
	a1, b1 := archsimd.LoadUint64x4Array((*[4]uint64)(v.S1[:4])), archsimd.LoadUint64x4Array((*[4]uint64)(v.S1[4:]))
	var counts archsimd.Int32x8
	for range steps {
		a, b := a0.Add(a1), b0.Add(b1)
		a = a.ShiftAllLeft(17).Or(a.ShiftRight(by47)).Add(a0)
		b = b.ShiftAllLeft(17).Or(b.ShiftRight(by47)).Add(b0)
		a1, b1 = a1.Xor(a0), b1.Xor(b0)
		a0 = a0.ShiftAllLeft(49).Or(a0.ShiftRight(by15)).Xor(a1).Xor(a1.ShiftAllLeft(21))
		b0 = b0.ShiftAllLeft(49).Or(b0.ShiftRight(by15)).Xor(b1).Xor(b1.ShiftAllLeft(21))
		a1 = a1.ShiftAllLeft(28).Or(a1.ShiftRight(by36))
		b1 = b1.ShiftAllLeft(28).Or(b1.ShiftRight(by36))
		aXY, bXY := a.ReshapeToUint16s().BitsToInt16(), b.ReshapeToUint16s().BitsToInt16()
		counts = counts.Sub(aXY.DotProductPairs(aXY.Xor(ones)).Greater(circle).ToInt32x8())
		counts = counts.Sub(bXY.DotProductPairs(bXY.Xor(ones)).Greater(circle).ToInt32x8())
	}
	a0.StoreArray((*[4]uint64)(v.S0[:4]))
	b0.StoreArray((*[4]uint64)(v.S0[4:]))
	a1.StoreArray((*[4]uint64)(v.S1[:4]))
	b1.StoreArray((*[4]uint64)(v.S1[4:]))
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
