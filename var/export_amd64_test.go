//go:build goexperiment.simd && amd64

package risk

import "speedup.example/internal/random"

// Emulated is SIMD also where there are no vector instructions.
func Emulated(m *Model, n int, w Window, s random.Stream) Tally { return m.simulate(n, w, s) }
