//go:build !(goexperiment.simd && amd64)

package risk

// SIMD simulates with vector instructions where there are any; this program was
// built without: it is [Unrolled].
var SIMD = Unrolled
