//go:build !(goexperiment.simd && amd64)

package pi

// CountSteps is countSteps.
var CountSteps = countSteps
