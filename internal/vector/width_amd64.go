//go:build goexperiment.simd && amd64

package vector

import "simd/archsimd"

func detect() Width {
	switch {
	case archsimd.X86.AVX512():
		return AVX512
	case archsimd.X86.AVX2() && archsimd.X86.FMA():
		return AVX2
	}
	return None
}
