//go:build goexperiment.simd && amd64 && go1.27

package vector

import "simd/archsimd"

// packAVX512 moves the kept elements to the front of a register. Bit j of keep says
// whether element j is kept.
func packAVX512(x archsimd.Float64x8, keep uint8) archsimd.Float64x8 {
	return x.Compress(archsimd.Mask64x8FromBits(keep))
}

// packAVX2 does the same with a table: AVX2 has no instruction that packs, but one
// that permutes.
func packAVX2(x archsimd.Float64x4, keep uint8) archsimd.Float64x4 {
	places := archsimd.LoadUint32x8Array(&packed[keep&0xf])
	return x.ToBits().ReshapeToUint32s().Permute(places).ReshapeToUint64s().BitsToFloat64()
}

// packed has, for each set of kept elements, where the halves of a register come from
// when these elements move to the front.
var packed = func() *[16][8]uint32 {
	all := new([16][8]uint32)
	for keep := range all {
		to := 0
		for j := range uint32(4) {
			if keep>>j&1 == 1 {
				all[keep][to], all[keep][to+1] = 2*j, 2*j+1
				to += 2
			}
		}
	}
	return all
}()
