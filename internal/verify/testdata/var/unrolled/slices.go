// Slices of a thousand, and plain loops.
//
//verify:passes
package risk

import "speedup.example/internal/random"

var Unrolled = Kernel{Simulate: simulateBatches, Lowest: lowest}

func simulateBatches(m *Model, n int, w Window, s random.Stream) (t Tally) {
	const size = 1000
	normals := s.Normals()
	returns, z := make([]float64, size), make([]float64, size)
	for from := 0; from < n; from += size {
		batch, z := returns[:min(size, n-from)], z[:min(size, n-from)]
		for i := range batch {
			batch[i] = m.mean
		}
		for _, loading := range m.loadings {
			normals.Fill(z)
			for i := range batch {
				batch[i] += loading * z[i]
			}
		}
		t.sift(batch, w)
	}
	return t
}
