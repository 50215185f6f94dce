//go:build goexperiment.simd && amd64 && go1.27

package pi

import (
	"simd/archsimd"

	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// countVector counts the points of as many steps as there are vector instructions for:
// of all, or of none.
func countVector(steps int, v *random.Vector) (done, inside int) {
	switch vector.Use() {
	case vector.AVX512:
		return steps, countAVX512(steps, v)
	case vector.AVX2:
		return steps, countAVX2(steps, v)
	}
	return 0, 0
}

// countAVX512 is countSteps with registers of eight words, or 16 points, two in flight.
// With not(x) = −(x+1), a single instruction (VPMADDWD) computes
//
//	x·not(x) + y·not(y) = −(x·(x+1) + y·(y+1))
//
// for all points, and none of it overflows 32 bits. A comparison gives −1 where it holds.
// Two masks that are added to by themselves would be an instruction less, and a register
// more than there are.
func countAVX512(steps int, v *random.Vector) (inside int) {
	a0, a1, a2, a3 := random.LoadAVX512(v, 0)
	b0, b1, b2, b3 := random.LoadAVX512(v, 8)
	by45, ones := archsimd.BroadcastUint64x8(45), archsimd.BroadcastInt16x32(-1)
	circle := archsimd.BroadcastInt32x16(-1 << 30)
	var counts archsimd.Int32x16
	for range steps {
		xy, bXY := a0.Add(a3).ReshapeToUint16s().BitsToInt16(), b0.Add(b3).ReshapeToUint16s().BitsToInt16()
		a0, a1, a2, a3 = random.NextAVX512(a0, a1, a2, a3, by45)
		b0, b1, b2, b3 = random.NextAVX512(b0, b1, b2, b3, by45)
		points, bPoints := xy.DotProductPairs(xy.Xor(ones)), bXY.DotProductPairs(bXY.Xor(ones))
		counts = counts.Sub(points.Greater(circle).ToInt32x16())
		counts = counts.Sub(bPoints.Greater(circle).ToInt32x16())
	}
	random.StoreAVX512(v, 0, a0, a1, a2, a3)
	random.StoreAVX512(v, 8, b0, b1, b2, b3)
	var each [16]int32
	counts.StoreArray(&each)
	archsimd.ClearAVXUpperBits()
	return total(each[:])
}

// countAVX2 is countSteps with registers of four words, two in flight: first for one half
// of the lanes, then for the other.
func countAVX2(steps int, v *random.Vector) (inside int) {
	by19, ones := archsimd.BroadcastUint64x4(64-45), archsimd.BroadcastInt16x16(-1)
	circle := archsimd.BroadcastInt32x8(-1 << 30)
	var counts archsimd.Int32x8
	for lane := 0; lane < random.VectorLanes; lane += 8 {
		a0, a1, a2, a3 := random.LoadAVX2(v, lane)
		b0, b1, b2, b3 := random.LoadAVX2(v, lane+4)
		for range steps {
			xy, bXY := a0.Add(a3).ReshapeToUint16s().BitsToInt16(), b0.Add(b3).ReshapeToUint16s().BitsToInt16()
			a0, a1, a2, a3 = random.NextAVX2(a0, a1, a2, a3, by19)
			b0, b1, b2, b3 = random.NextAVX2(b0, b1, b2, b3, by19)
			points, bPoints := xy.DotProductPairs(xy.Xor(ones)), bXY.DotProductPairs(bXY.Xor(ones))
			counts = counts.Sub(points.Greater(circle).ToInt32x8())
			counts = counts.Sub(bPoints.Greater(circle).ToInt32x8())
		}
		random.StoreAVX2(v, lane, a0, a1, a2, a3)
		random.StoreAVX2(v, lane+4, b0, b1, b2, b3)
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
