// Every asset has a normal of its own, as if none were correlated.
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
		for i := range batch {
			batch[i] = m.mean
		}
		for k, weight := range m.Weights {
			normals.Fill(z[:len(batch)])
			for i := range batch {
				batch[i] += weight * m.Sigma[k] * z[i]
			}
		}
		t.sift(batch, w)
	}
	return t
}
