//go:build goexperiment.simd && amd64

package vector

func detect() Width { return Processor() }
