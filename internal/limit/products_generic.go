//go:build !(goexperiment.simd && amd64)

package slowsum_test

func wrappingVector(int64) uint64 { panic("slowsum: no vector instructions") }
