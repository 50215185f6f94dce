// One Fill for all assets of a batch, and four returns a turn.
//
//verify:passes
package risk

import "speedup.example/internal/random"

var Unrolled = Kernel{Simulate: simulateBatches, Lowest: lowest}

func simulateBatches(m *Model, n int, w Window, s random.Stream) (t Tally) {
	const size = 128
	normals, assets := s.Normals(), m.Assets()
	z := make([]float64, size*assets)
	var returns [size]float64
	for ; n > 0; n -= size {
		batch := returns[:min(n, size)]
		z := z[:len(batch)*assets]
		normals.Fill(z)
		i := 0
		for ; i+4 <= len(batch); i += 4 {
			a, b, c, d := m.mean, m.mean, m.mean, m.mean
			for k, loading := range m.loadings {
				a += loading * z[i*assets+k]
				b += loading * z[(i+1)*assets+k]
				c += loading * z[(i+2)*assets+k]
				d += loading * z[(i+3)*assets+k]
			}
			batch[i], batch[i+1], batch[i+2], batch[i+3] = a, b, c, d
		}
		for ; i < len(batch); i++ {
			batch[i] = m.mean
			for k, loading := range m.loadings {
				batch[i] += loading * z[i*assets+k]
			}
		}
		t.sift(batch, w)
	}
	return t
}
