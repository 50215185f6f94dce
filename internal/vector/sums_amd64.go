//go:build goexperiment.simd && amd64 && go1.27

package vector

import "simd/archsimd"

// LoadSumsAVX512 returns the sums in one register. The other is empty.
func LoadSumsAVX512(s *Sums) (sums, other archsimd.Float64x8) {
	return archsimd.LoadFloat64x8Array((*[8]float64)(s)), other
}

// StoreSumsAVX512 stores what [LoadSumsAVX512] has loaded.
func StoreSumsAVX512(s *Sums, sums, _ archsimd.Float64x8) {
	sums.StoreArray((*[8]float64)(s))
}

// AddSumsAVX512 adds the next elements, x and then y.
func AddSumsAVX512(sums, other, x, y archsimd.Float64x8) (_, _ archsimd.Float64x8) {
	return sums.Add(x).Add(y), other
}

// AddSquaresAVX512 adds the squares of the next elements, x and then y.
func AddSquaresAVX512(sums, other, x, y archsimd.Float64x8) (_, _ archsimd.Float64x8) {
	return y.MulAdd(y, x.MulAdd(x, sums)), other
}

// LoadSumsAVX2 returns the first half of the sums, and the second.
func LoadSumsAVX2(s *Sums) (first, second archsimd.Float64x4) {
	return archsimd.LoadFloat64x4Array((*[4]float64)(s[:4])), archsimd.LoadFloat64x4Array((*[4]float64)(s[4:]))
}

// StoreSumsAVX2 stores what [LoadSumsAVX2] has loaded.
func StoreSumsAVX2(s *Sums, first, second archsimd.Float64x4) {
	first.StoreArray((*[4]float64)(s[:4]))
	second.StoreArray((*[4]float64)(s[4:]))
}

// AddSumsAVX2 adds the next elements, x to the first half, and y to the second.
func AddSumsAVX2(first, second, x, y archsimd.Float64x4) (_, _ archsimd.Float64x4) {
	return first.Add(x), second.Add(y)
}

// AddSquaresAVX2 adds the squares of the next elements, as [AddSumsAVX2] does.
func AddSquaresAVX2(first, second, x, y archsimd.Float64x4) (_, _ archsimd.Float64x4) {
	return x.MulAdd(x, first), y.MulAdd(y, second)
}
