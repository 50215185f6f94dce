// Every batch begins the stream anew.
//
//verify:fails truth
//verify:says Samples that should be independent repeat one another
package risk

import "speedup.example/internal/random"

var Unrolled = Kernel{Simulate: simulateBatches, Lowest: lowest}

func simulateBatches(m *Model, n int, w Window, s random.Stream) (t Tally) {
	var returns, z [512]float64
	for left := n; left > 0; left -= len(returns) {
		normals := s.Normals()
		batch := returns[:min(left, len(returns))]
		for i := range batch {
			batch[i] = m.mean
		}
		for _, loading := range m.loadings {
			normals.Fill(z[:len(batch)])
			for i := range batch {
				batch[i] += loading * z[i]
			}
		}
		t.sift(batch, w)
	}
	return t
}
