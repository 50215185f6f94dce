package risk

import (
	"slices"

	"speedup.example/internal/random"
)

// Unrolled simulates in batches that fit the first-level cache, and selects
// instead of sorting. For each asset it draws a batch of normals and adds its
// share to a batch of returns: a loop whose turns do not wait for one another.
// Scalar waits for a call through an interface at every normal, and then sorts.
func Unrolled(m *Model, n, keep int, s random.Stream) []float64 {
	normals := s.Normals()
	var z [512]float64
	returns := make([]float64, n)
	for batch := range slices.Chunk(returns, len(z)) {
		for i := range batch {
			batch[i] = m.mean
		}
		for _, loading := range m.loadings {
			normals.Fill(z[:len(batch)])
			addScaled(batch, loading, z[:])
		}
	}
	tail, _ := lowest(returns, keep)
	return slices.Clone(tail) // a copy, so that the rest can be collected
}

// addScaled adds a·x to y, element by element, four at a time. x is no shorter
// than y.
func addScaled(y []float64, a float64, x []float64) {
	for len(y) >= 4 && len(x) >= 4 {
		y[0] += a * x[0]
		y[1] += a * x[1]
		y[2] += a * x[2]
		y[3] += a * x[3]
		y, x = y[4:], x[4:]
	}
	for i := range y {
		y[i] += a * x[i]
	}
}
