package vector

import "math"

// AddScaled adds a·x to y, element by element, each rounded once. x is no shorter
// than y.
func AddScaled(ys []float64, a float64, xs []float64) {
	xs = xs[:len(ys)]
	for i := addScaledVector(ys, a, xs); i < len(ys); i++ {
		ys[i] = math.FMA(a, xs[i], ys[i])
	}
}
