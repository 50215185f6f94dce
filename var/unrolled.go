package risk

import (
	"slices"

	"speedup.example/internal/random"
)

// Unrolled simulates as [Scalar] does, in batches that fit the first-level cache,
// and selects instead of sorting. Scalar waits for a call through an interface at
// every normal, and then puts all returns in order, of which few are needed.
//
//lab:stub Simulate in batches, an asset at a time, and select the lowest returns instead of sorting all.
//lab:hint The portfolio returns m.mean + Σ m.loadings[k]·zₖ. So a batch of returns begins as the mean everywhere, and every asset adds its loading times a batch of normals.
//lab:hint s.Normals() has a method Fill, which draws a batch of normals into an array of a few hundred. slices.Chunk cuts the returns into batches; the last one may be shorter.
//lab:hint lowest brings the lowest returns to the front without sorting them. Return a copy of those, so that the rest of the array can be collected.
func Unrolled(m *Model, n, keep int, s random.Stream) []float64 {
	normals := s.Normals()
	var z [512]float64
	returns := make([]float64, n)
	for batch := range slices.Chunk(returns, len(z)) {
		for i := range batch {
			batch[i] = m.mean
		}
		// For each asset: its normals, and its share of every return. Neither
		// loop has turns that wait for one another.
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
//
//lab:drop
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
