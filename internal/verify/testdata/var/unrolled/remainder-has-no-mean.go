// Four returns at a time, and the last ones, of which there are fewer, by code of their
// own, which leaves out the mean.
//
//verify:fails every-return
//verify:says The mean of the returns in many runs of n=1
//verify:says n need not be a multiple of what a turn of the loop takes
package risk

import "speedup.example/internal/random"

var Unrolled = Kernel{Simulate: simulateBatches, Lowest: lowest}

func simulateBatches(m *Model, n int, w Window, s random.Stream) (t Tally) {
	normals := s.Normals()
	var batch, z [4]float64
	for range n / 4 {
		batch = [4]float64{m.mean, m.mean, m.mean, m.mean}
		for _, loading := range m.loadings {
			normals.Fill(z[:])
			for i := range batch {
				batch[i] += loading * z[i]
			}
		}
		t.sift(batch[:], w)
	}
	rest := batch[:n%4]
	clear(rest)
	for _, loading := range m.loadings {
		normals.Fill(z[:len(rest)])
		for i := range rest {
			rest[i] += loading * z[i]
		}
	}
	t.sift(rest, w)
	return t
}
