// A batch begins as zeros, without the mean.
//
//verify:fails truth
//verify:says the estimate is biased
package risk

import "speedup.example/internal/random"

var Unrolled = Kernel{Simulate: simulateBatches, Lowest: lowest}

func simulateBatches(m *Model, n int, w Window, s random.Stream) (t Tally) {
	normals := s.Normals()
	var returns, z [512]float64
	for left := n; left > 0; left -= len(returns) {
		batch := returns[:min(left, len(returns))]
		clear(batch)
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
