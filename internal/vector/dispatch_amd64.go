//go:build goexperiment.simd && amd64

package vector

// Each of the following returns how many elements it has done: as many as fill
// registers.

func logVector(xs []float64) int {
	switch use {
	case AVX512:
		return logAVX512(xs)
	case AVX2:
		return logAVX2(xs)
	}
	return 0
}

func polarVector(dst, as, ts []float64) int {
	switch use {
	case AVX512:
		return polarAVX512(dst, as, ts)
	case AVX2:
		return polarAVX2(dst, as, ts)
	}
	return 0
}

func expVector(zs []float64, a, b float64) int {
	switch use {
	case AVX512:
		return expAVX512(zs, a, b)
	case AVX2:
		return expAVX2(zs, a, b)
	}
	return 0
}

func addScaledVector(ys []float64, a float64, xs []float64) int {
	switch use {
	case AVX512:
		return addScaledAVX512(ys, a, xs)
	case AVX2:
		return addScaledAVX2(ys, a, xs)
	}
	return 0
}

// siftVector also returns how many of them it has kept.
func siftVector(xs []float64, limit float64) (done, kept int) {
	switch use {
	case AVX512:
		return siftAVX512(xs, limit)
	case AVX2:
		return siftAVX2(xs, limit)
	}
	return 0, 0
}
