package vector

import "math"

// AddScaledTo sets dst to y + a·x, element by element, each rounded once. x and y
// are no shorter than dst. Each is dst itself, or doesn't overlap it.
func AddScaledTo(dst, ys []float64, a float64, xs []float64) {
	ys, xs = ys[:len(dst)], xs[:len(dst)]
	for i := addScaledVector(dst, ys, a, xs); i < len(dst); i++ {
		dst[i] = math.FMA(a, xs[i], ys[i])
	}
}
