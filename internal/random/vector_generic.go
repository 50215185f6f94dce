//go:build !(goexperiment.simd && amd64)

package random

func (v *Vector) foldVector(int, *[VectorLanes]uint64) bool { return false }

func (v *Vector) fillVector(_, _ []uint64) bool { return false }
