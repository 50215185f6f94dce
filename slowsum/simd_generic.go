//go:build !(goexperiment.simd && amd64)

package slowsum

func (r *registers) addVector(_, _ int) (done int) { return 0 }
