//go:build !(goexperiment.simd && amd64)

package options

import "speedup.example/internal/random"

// SIMD prices with vector instructions where there are any; this program was built
// without: it is [Unrolled].
func SIMD(c Contract, paths int, s random.Stream) Price {
	return Unrolled(c, paths, s)
}

func (t *tally) addVector(_, _, _ float64, _ []float64) int { return 0 }
