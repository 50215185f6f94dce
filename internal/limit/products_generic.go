//go:build !(goexperiment.simd && amd64)

package limit

func productsVector(int64) (sum uint64, ok bool) { return 0, false }
