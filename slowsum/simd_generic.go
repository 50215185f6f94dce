//go:build !(goexperiment.simd && amd64)

package slowsum

// SIMD adds with vector instructions where there are any; this program was built
// without: it is [Unrolled].
func SIMD(n int64) Sum {
	return Unrolled(n)
}
