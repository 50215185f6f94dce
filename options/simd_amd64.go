//go:build goexperiment.simd && amd64 && go1.27

package options

import (
	"simd/archsimd"

	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// SIMD prices as [Unrolled] does, in batches: the normals of a batch, then its
// exponentials, then its sums; but eight paths at a time, with vector
// instructions. The normals are of another method, which has no branch that one
// path of the eight might take and the others not. It is [Unrolled] on a processor
// without AVX-512 and AVX2. Their prices agree, to the last bit.
func SIMD(c Contract, paths int, s random.Stream) Price {
	if vector.Use() == vector.None {
		return Unrolled(c, paths, s)
	}
	return c.simulate(paths, s)
}

// addVector adds by vector instructions, and returns how many paths it has added:
// as many as fill all lanes.
func (t *tally) addVector(spot, strike, typical float64, growth []float64) int {
	n := len(growth) - len(growth)%lanes
	switch vector.Use() {
	case vector.AVX512:
		t.addAVX512(spot, strike, typical, growth[:n])
	case vector.AVX2:
		t.addAVX2(spot, strike, typical, growth[:n])
	default:
		return 0
	}
	return n
}

func (t *tally) addAVX512(spot, strike, typical float64, growth []float64) {
	slope, intercept := archsimd.BroadcastFloat64x8(spot), archsimd.BroadcastFloat64x8(-strike)
	center := archsimd.BroadcastFloat64x8(typical)
	var zero archsimd.Float64x8
	sum, squares := archsimd.LoadFloat64x8Array(&t.sum), archsimd.LoadFloat64x8Array(&t.squares)
	for i := 0; i+8 <= len(growth); i += 8 {
		g := archsimd.LoadFloat64x8Array((*[8]float64)(growth[i : i+8]))
		x := g.MulAdd(slope, intercept).Max(zero).Sub(center)
		sum = sum.Add(x)
		squares = x.MulAdd(x, squares)
	}
	sum.StoreArray(&t.sum)
	squares.StoreArray(&t.squares)
	archsimd.ClearAVXUpperBits()
}

// addAVX2 keeps lanes 0 to 3 in registers of the name a, and lanes 4 to 7 in b.
func (t *tally) addAVX2(spot, strike, typical float64, growth []float64) {
	slope, intercept := archsimd.BroadcastFloat64x4(spot), archsimd.BroadcastFloat64x4(-strike)
	center := archsimd.BroadcastFloat64x4(typical)
	var zero archsimd.Float64x4
	aSum, bSum := archsimd.LoadFloat64x4Array((*[4]float64)(t.sum[:4])), archsimd.LoadFloat64x4Array((*[4]float64)(t.sum[4:]))
	aSquares, bSquares := archsimd.LoadFloat64x4Array((*[4]float64)(t.squares[:4])), archsimd.LoadFloat64x4Array((*[4]float64)(t.squares[4:]))
	for i := 0; i+8 <= len(growth); i += 8 {
		g := (*[8]float64)(growth[i : i+8])
		a, b := archsimd.LoadFloat64x4Array((*[4]float64)(g[:4])), archsimd.LoadFloat64x4Array((*[4]float64)(g[4:]))
		a, b = a.MulAdd(slope, intercept).Max(zero).Sub(center), b.MulAdd(slope, intercept).Max(zero).Sub(center)
		aSum, bSum = aSum.Add(a), bSum.Add(b)
		aSquares, bSquares = a.MulAdd(a, aSquares), b.MulAdd(b, bSquares)
	}
	aSum.StoreArray((*[4]float64)(t.sum[:4]))
	bSum.StoreArray((*[4]float64)(t.sum[4:]))
	aSquares.StoreArray((*[4]float64)(t.squares[:4]))
	bSquares.StoreArray((*[4]float64)(t.squares[4:]))
	archsimd.ClearAVXUpperBits()
}
