// As many batches as go into n, and the remainder is dropped.
//
//verify:fails keeps
//verify:says For n=1 there are 0 returns
//verify:says The last batch may be shorter than the others
package risk

import "speedup.example/internal/random"

var Unrolled = Kernel{Simulate: simulateBatches, Lowest: lowest}

func simulateBatches(m *Model, n int, w Window, s random.Stream) (t Tally) {
	normals := s.Normals()
	var returns, z [512]float64
	for range n / len(returns) {
		batch := returns[:]
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
