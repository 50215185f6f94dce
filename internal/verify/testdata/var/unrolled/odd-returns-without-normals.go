// Four returns a turn, and the last ones of a batch stay at the mean.
//
//verify:fails keeps
//verify:says Of n=2 there are 2 returns, 1 of them different
package risk

import "speedup.example/internal/random"

var Unrolled = Kernel{Simulate: simulateBatches, Lowest: lowest}

func simulateBatches(m *Model, n int, w Window, s random.Stream) (t Tally) {
	normals := s.Normals()
	var returns, z [512]float64
	for left := n; left > 0; left -= len(returns) {
		batch := returns[:min(left, len(returns))]
		for i := range batch {
			batch[i] = m.mean
		}
		for _, loading := range m.loadings {
			normals.Fill(z[:len(batch)])
			for i := 0; i+4 <= len(batch); i += 4 {
				batch[i] += loading * z[i]
				batch[i+1] += loading * z[i+1]
				batch[i+2] += loading * z[i+2]
				batch[i+3] += loading * z[i+3]
			}
		}
		t.sift(batch, w)
	}
	return t
}
