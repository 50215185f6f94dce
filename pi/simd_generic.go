//go:build !(goexperiment.simd && amd64)

package pi

import "speedup.example/internal/random"

// SIMD counts with vector instructions where there are any; this program was
// built without: it is [Unrolled].
func SIMD(n int, s random.Stream) (inside int) {
	return Unrolled(n, s)
}
