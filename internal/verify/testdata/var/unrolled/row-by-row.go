// The normals of one simulation after the other, as Scalar draws them, in batches.
//
//verify:passes
package risk

import "speedup.example/internal/random"

var Unrolled = Kernel{Simulate: simulateBatches, Lowest: lowest}

func simulateBatches(m *Model, n int, w Window, s random.Stream) (t Tally) {
	rng := s.Rand()
	z := make([]float64, m.Assets())
	batch := make([]float64, 0, 256)
	for i := range n {
		for k := range z {
			z[k] = rng.NormFloat64()
		}
		batch = append(batch, m.portfolioReturn(z))
		if len(batch) == cap(batch) || i == n-1 {
			t.sift(batch, w)
			batch = batch[:0]
		}
	}
	return t
}
