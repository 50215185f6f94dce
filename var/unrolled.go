package risk

import "speedup.example/internal/random"

// Unrolled simulates as [Scalar] does, in batches that fit the first-level cache,
// and sorts nothing. Scalar waits for a call through an interface at every
// normal, and then sorts all returns, although the answer needs few.
var Unrolled = Kernel{Simulate: simulateBatches, Lowest: lowest}

// simulateBatches draws and tallies n returns, as [Kernel] says.
//
//lab:stub Simulate in batches, an asset at a time, and sift each batch into the tally, so that no more than a batch is in memory.
//lab:hint The portfolio returns m.mean + Σ m.loadings[k]·zₖ. So a batch of returns begins as the mean everywhere, and every asset adds its loading times a batch of normals.
//lab:hint Keep two arrays of a few hundred numbers, the returns of a batch and the normals of one asset. s.Normals() has a method Fill, which draws a batch of normals.
//lab:hint For each batch: set all of it to m.mean; for each loading, fill the normals and add loading·z[i] to batch[i]; then t.sift(batch, w). The last batch may be shorter.
func simulateBatches(m *Model, n int, w Window, s random.Stream) (t Tally) {
	normals := s.Normals()
	var returns, z [512]float64
	for left := n; left > 0; left -= len(returns) {
		batch := returns[:min(left, len(returns))]
		for i := range batch {
			batch[i] = m.mean
		}
		// For each asset: its normals, and its share of every return. In
		// neither loop does a turn wait for another.
		for _, loading := range m.loadings {
			normals.Fill(z[:len(batch)])
			addScaled(batch, loading, z[:])
		}
		t.sift(batch, w)
	}
	return t
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
