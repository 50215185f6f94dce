//go:build goexperiment.simd && amd64 && go1.27

package pi

import (
	"simd/archsimd"

	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// countAVX512 counts the points of all steps with two registers in flight, a and b: for all
// lanes at once, or for as many as fill them, and then for the next.
//
// With not(x) = −(x+1), a single instruction (VPMADDWD) computes
//
//	x·not(x) + y·not(y) = −(x·(x+1) + y·(y+1))
//
// for all points of a register, and none of it overflows 32 bits. A comparison gives −1
// where it holds. Two masks that are added to by themselves would be an instruction less,
// and a register more than there are.
func countAVX512(steps int, v *random.Vector) (inside int) {
	const width = vector.LanesAVX512
	by, ones := random.RotationAVX512(), archsimd.BroadcastInt16x32(-1)
	circle := archsimd.BroadcastInt32x16(-1 << 30)
	var counts archsimd.Int32x16
	for lane := 0; lane < random.VectorLanes; lane += 2 * width {
		a0, a1, a2, a3 := random.LoadAVX512(v, lane)
		b0, b1, b2, b3 := random.LoadAVX512(v, lane+width)
		for range steps {
			xy, bXY := a0.Add(a3).ReshapeToUint16s().BitsToInt16(), b0.Add(b3).ReshapeToUint16s().BitsToInt16()
			a0, a1, a2, a3 = random.NextAVX512(a0, a1, a2, a3, by)
			b0, b1, b2, b3 = random.NextAVX512(b0, b1, b2, b3, by)
			points, bPoints := xy.DotProductPairs(xy.Xor(ones)), bXY.DotProductPairs(bXY.Xor(ones))
			counts = counts.Sub(points.Greater(circle).ToInt32x16())
			counts = counts.Sub(bPoints.Greater(circle).ToInt32x16())
		}
		random.StoreAVX512(v, lane, a0, a1, a2, a3)
		random.StoreAVX512(v, lane+width, b0, b1, b2, b3)
	}
	var each [2 * width]int32
	counts.StoreArray(&each)
	archsimd.ClearAVXUpperBits()
	for _, count := range each[:] {
		inside += int(count)
	}
	return inside
}
