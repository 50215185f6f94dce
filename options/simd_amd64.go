//go:build goexperiment.simd && amd64 && go1.27

package options

import (
	"simd/archsimd"

	"speedup.example/internal/vector"
)

// addVector adds the payoffs of as many paths as there are vector instructions for: of as
// many as fill all lanes, or of none.
func (t *tally) addVector(growth []float64) (done int) {
	done = len(growth) - len(growth)%lanes
	switch vector.Use() {
	case vector.AVX512:
		t.addAVX512(growth[:done])
	case vector.AVX2:
		t.addAVX2(growth[:done])
	default:
		return 0
	}
	return done
}

func (t *tally) addAVX512(growth []float64) {
	slope, intercept := archsimd.BroadcastFloat64x8(t.spot), archsimd.BroadcastFloat64x8(-t.strike)
	center := archsimd.BroadcastFloat64x8(t.typical)
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
func (t *tally) addAVX2(growth []float64) {
	slope, intercept := archsimd.BroadcastFloat64x4(t.spot), archsimd.BroadcastFloat64x4(-t.strike)
	center := archsimd.BroadcastFloat64x4(t.typical)
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
