//go:build goexperiment.simd && amd64

package vector

// Each of these returns how many elements it has done: as many as fill
// registers.

func squaresVector(ss []float64, words []uint64) int {
	switch use {
	case AVX512:
		return squaresAVX512(ss, words)
	case AVX2:
		return squaresAVX2(ss, words)
	}
	return 0
}

func polarVector(dst, ss []float64, words []uint64) int {
	switch use {
	case AVX512:
		return polarAVX512(dst, ss, words)
	case AVX2:
		return polarAVX2(dst, ss, words)
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

func addScaledVector(dst, ys []float64, a float64, xs []float64) int {
	switch use {
	case AVX512:
		return addScaledAVX512(dst, ys, a, xs)
	case AVX2:
		return addScaledAVX2(dst, ys, a, xs)
	}
	return 0
}

// siftVector adds the elements that it has done to the sums.
func siftVector(xs []float64, low, high float64, sums *Sums) (done, below, inside int) {
	switch use {
	case AVX512:
		return siftAVX512(xs, low, high, sums)
	case AVX2:
		return siftAVX2(xs, low, high, sums)
	}
	return 0, 0, 0
}
