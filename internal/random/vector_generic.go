//go:build !(goexperiment.simd && amd64)

package random

func (v *Vector) foldVector(int, *[VectorLanes]uint64) bool { return false }

func (v *Vector) uniformsVector(_, _ []float64) bool { return false }
