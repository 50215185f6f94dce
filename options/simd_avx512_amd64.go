//go:build goexperiment.simd && amd64 && go1.27

package options

import (
	"simd/archsimd"

	"speedup.example/internal/vector"
)

// addAVX512 adds payoffs with two registers in flight, x and x2.
func (t *tally) addAVX512(growth []float64) (done int) {
	const width = vector.LanesAVX512
	slope, intercept := archsimd.BroadcastFloat64x8(t.spot), archsimd.BroadcastFloat64x8(-t.strike)
	center := archsimd.BroadcastFloat64x8(t.typical)
	var zero archsimd.Float64x8
	sum, sum2 := vector.LoadSumsAVX512(&t.sum)
	squares, squares2 := vector.LoadSumsAVX512(&t.squares)
	for ; done+2*width <= len(growth); done += 2 * width {
		both := (*[2 * width]float64)(growth[done : done+2*width])
		x, x2 := archsimd.LoadFloat64x8Array((*[width]float64)(both[:width])), archsimd.LoadFloat64x8Array((*[width]float64)(both[width:]))
		x, x2 = x.MulAdd(slope, intercept).Max(zero).Sub(center), x2.MulAdd(slope, intercept).Max(zero).Sub(center)
		sum, sum2 = vector.AddSumsAVX512(sum, sum2, x, x2)
		squares, squares2 = vector.AddSquaresAVX512(squares, squares2, x, x2)
	}
	vector.StoreSumsAVX512(&t.sum, sum, sum2)
	vector.StoreSumsAVX512(&t.squares, squares, squares2)
	archsimd.ClearAVXUpperBits()
	return done
}
