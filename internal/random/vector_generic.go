//go:build !(goexperiment.simd && amd64)

package random

func (v *Vector) foldVector(int) (fold uint64, ok bool) { return 0, false }

func (v *Vector) fillVector(_, _ []uint64) bool { return false }
