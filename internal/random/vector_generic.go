//go:build !(goexperiment.simd && amd64)

package random

func (v *Vector) foldVector(int) (done int, fold uint64) { return 0, 0 }
func (v *Vector) fillVector(_, _ []uint64) (done int)    { return 0 }
