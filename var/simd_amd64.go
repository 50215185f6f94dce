//go:build goexperiment.simd && amd64

package risk

import (
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// SIMD simulates with vector instructions, eight returns at a time with AVX-512, and
// four with AVX2; both give the same returns, to the last bit. On a processor without
// them it is [Unrolled].
var SIMD = Kernel{Simulate: simulateVectors, Lowest: lowest}

func simulateVectors(m *Model, n int, w Window, s random.Stream) Tally {
	if vector.Use() == vector.None {
		return Unrolled.Simulate(m, n, w, s)
	}
	return m.simulate(n, w, s)
}

// simulate works in batches, as [Unrolled] does. The normals are of another method,
// one that has no branch, and all returns above the window are dropped before sift
// looks at the rest. What it calls gives the same bits with vector instructions and
// without.
func (m *Model) simulate(n int, w Window, s random.Stream) (t Tally) {
	normals := s.VectorNormals()
	size := min(n, 512)
	returns, z := vector.Buffer(size), vector.Buffer(size)
	for left := n; left > 0; left -= size {
		batch := returns[:min(left, size)]
		for i := range batch {
			batch[i] = m.mean
		}
		for _, loading := range m.loadings {
			normals.Fill(z[:len(batch)])
			vector.AddScaled(batch, loading, z)
		}
		kept := vector.Sift(batch, w.High)
		t.sift(batch[:kept], w)
	}
	return t
}
