//go:build goexperiment.simd && amd64 && go1.27

package vector

import (
	"math"
	"math/bits"
	"simd/archsimd"
)

// The coefficients as a register holds them: eight times each. They are allocated,
// so that they are aligned, as a global variable would not be: what crosses cache
// lines loads at half the speed.
var (
	logSeries8 = (*[len(logSeries)][8]float64)(repeat8(logSeries[:]))
	sinSeries8 = (*[len(sinSeries)][8]float64)(repeat8(sinSeries[:]))
	cosSeries8 = (*[len(cosSeries)][8]float64)(repeat8(cosSeries[:]))
	expSeries8 = (*[len(expSeries)][8]float64)(repeat8(expSeries[:]))
)

func repeat8(coefficients []float64) [][8]float64 {
	rows := make([][8]float64, len(coefficients))
	for i, c := range coefficients {
		rows[i] = [8]float64{c, c, c, c, c, c, c, c}
	}
	return rows
}

// squaresAVX512 is Squares; its ff is f².
func squaresAVX512(ss []float64, words []uint64) int {
	by12, exponent, two := archsimd.BroadcastUint64x8(12), archsimd.BroadcastUint64x8(one), archsimd.BroadcastFloat64x8(2)
	shift, leastM := archsimd.BroadcastUint64x8(one-twoThirds), archsimd.BroadcastUint64x8(twoThirds)
	low, whole, by52 := archsimd.BroadcastUint64x8(mantissa), archsimd.BroadcastUint64x8(integer), archsimd.BroadcastUint64x8(52)
	bias, unit, minus2Ln2 := archsimd.BroadcastFloat64x8(twoTo52+0x3ff), archsimd.BroadcastFloat64x8(1), archsimd.BroadcastFloat64x8(-2*math.Ln2)
	s := logSeries8
	i := 0
	for ; i+8 <= len(ss) && i+8 <= len(words); i += 8 {
		word := archsimd.LoadUint64x8Array((*[8]uint64)(words[i : i+8]))
		u := two.Sub(word.ShiftRight(by12).Or(exponent).BitsToFloat64())
		shifted := u.ToBits().Add(shift)
		k := shifted.ShiftRight(by52).Or(whole).BitsToFloat64().Sub(bias)
		f := shifted.And(low).Add(leastM).BitsToFloat64().Sub(unit)
		ff := f.Mul(f)
		odd, even := archsimd.LoadFloat64x8Array(&s[0]), archsimd.LoadFloat64x8Array(&s[1])
		odd = odd.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[2]))
		even = even.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[3]))
		odd = odd.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[4]))
		even = even.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[5]))
		odd = odd.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[6]))
		even = even.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[7]))
		odd = odd.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[8]))
		even = even.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[9]))
		odd = odd.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[10]))
		even = even.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[11]))
		odd = odd.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[12]))
		even = even.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[13]))
		odd = odd.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[14]))
		even = even.MulAdd(ff, archsimd.LoadFloat64x8Array(&s[15]))
		k.MulAdd(minus2Ln2, f.Mul(odd.MulAdd(f, even))).StoreArray((*[8]float64)(ss[i : i+8]))
	}
	archsimd.ClearAVXUpperBits()
	return i
}

func polarAVX512(dst, ss []float64, words []uint64) int {
	by12, sign := archsimd.BroadcastUint64x8(12), archsimd.BroadcastUint64x8(signBit)
	exponent, center := archsimd.BroadcastUint64x8(one), archsimd.BroadcastFloat64x8(1.5)
	s, c := sinSeries8, cosSeries8
	i := 0
	for ; i+8 <= len(ss) && i+8 <= len(words) && 2*i+16 <= len(dst); i += 8 {
		word := archsimd.LoadUint64x8Array((*[8]uint64)(words[i : i+8]))
		t := word.ShiftRight(by12).Or(exponent).BitsToFloat64().Sub(center)
		r := archsimd.LoadFloat64x8Array((*[8]float64)(ss[i : i+8])).Sqrt().ToBits().Xor(word.ShiftAllLeft(52).And(sign)).BitsToFloat64()
		tt := t.Mul(t)
		sine, cosine := archsimd.LoadFloat64x8Array(&s[0]), archsimd.LoadFloat64x8Array(&c[0])
		sine = sine.MulAdd(tt, archsimd.LoadFloat64x8Array(&s[1]))
		cosine = cosine.MulAdd(tt, archsimd.LoadFloat64x8Array(&c[1]))
		sine = sine.MulAdd(tt, archsimd.LoadFloat64x8Array(&s[2]))
		cosine = cosine.MulAdd(tt, archsimd.LoadFloat64x8Array(&c[2]))
		sine = sine.MulAdd(tt, archsimd.LoadFloat64x8Array(&s[3]))
		cosine = cosine.MulAdd(tt, archsimd.LoadFloat64x8Array(&c[3]))
		sine = sine.MulAdd(tt, archsimd.LoadFloat64x8Array(&s[4]))
		cosine = cosine.MulAdd(tt, archsimd.LoadFloat64x8Array(&c[4]))
		sine = sine.MulAdd(tt, archsimd.LoadFloat64x8Array(&s[5]))
		cosine = cosine.MulAdd(tt, archsimd.LoadFloat64x8Array(&c[5]))
		sine = sine.MulAdd(tt, archsimd.LoadFloat64x8Array(&s[6]))
		cosine = cosine.MulAdd(tt, archsimd.LoadFloat64x8Array(&c[6]))
		r.Mul(cosine).StoreArray((*[8]float64)(dst[2*i : 2*i+8]))
		r.Mul(t.Mul(sine)).StoreArray((*[8]float64)(dst[2*i+8 : 2*i+16]))
	}
	archsimd.ClearAVXUpperBits()
	return i
}

func expAVX512(zs []float64, a, b float64) int {
	intercept, slope, least := archsimd.BroadcastFloat64x8(a), archsimd.BroadcastFloat64x8(b), archsimd.BroadcastFloat64x8(lowest)
	round := archsimd.BroadcastFloat64x8(toInteger)
	s := expSeries8
	i := 0
	for ; i+8 <= len(zs); i += 8 {
		z := (*[8]float64)(zs[i : i+8])
		y := archsimd.LoadFloat64x8Array(z).MulAdd(slope, intercept).Max(least)
		shifted := y.Add(round)
		r := y.Sub(shifted.Sub(round))
		rr := r.Mul(r)
		odd, even := archsimd.LoadFloat64x8Array(&s[0]), archsimd.LoadFloat64x8Array(&s[1])
		odd = odd.MulAdd(rr, archsimd.LoadFloat64x8Array(&s[2]))
		even = even.MulAdd(rr, archsimd.LoadFloat64x8Array(&s[3]))
		odd = odd.MulAdd(rr, archsimd.LoadFloat64x8Array(&s[4]))
		even = even.MulAdd(rr, archsimd.LoadFloat64x8Array(&s[5]))
		odd = odd.MulAdd(rr, archsimd.LoadFloat64x8Array(&s[6]))
		even = even.MulAdd(rr, archsimd.LoadFloat64x8Array(&s[7]))
		odd = odd.MulAdd(rr, archsimd.LoadFloat64x8Array(&s[8]))
		even = even.MulAdd(rr, archsimd.LoadFloat64x8Array(&s[9]))
		odd.MulAdd(r, even).ToBits().Add(shifted.ToBits().ShiftAllLeft(52)).BitsToFloat64().StoreArray(z)
	}
	archsimd.ClearAVXUpperBits()
	return i
}

func addScaledAVX512(dst, ys []float64, a float64, xs []float64) int {
	scale := archsimd.BroadcastFloat64x8(a)
	i := 0
	for ; i+8 <= len(dst) && i+8 <= len(ys) && i+8 <= len(xs); i += 8 {
		y, x := (*[8]float64)(ys[i:i+8]), (*[8]float64)(xs[i:i+8])
		archsimd.LoadFloat64x8Array(x).MulAdd(scale, archsimd.LoadFloat64x8Array(y)).StoreArray((*[8]float64)(dst[i : i+8]))
	}
	archsimd.ClearAVXUpperBits()
	return i
}

// siftAVX512 packs the elements that are inside to the front of the register, and
// stores all of it: what comes next overwrites the rest. So there is no branch.
func siftAVX512(xs []float64, low, high float64, sums *[sumLanes]float64) (done, below, inside int) {
	least, most, sum := archsimd.BroadcastFloat64x8(low), archsimd.BroadcastFloat64x8(high), archsimd.LoadFloat64x8Array(sums)
	for ; done+8 <= len(xs); done += 8 {
		x := archsimd.LoadFloat64x8Array((*[8]float64)(xs[done : done+8]))
		less := x.Less(least)
		sum = sum.Add(x.Masked(less))
		drop := less.ToBits()
		keep := ^(drop | x.Greater(most).ToBits())
		x.Compress(archsimd.Mask64x8FromBits(keep)).StoreArray((*[8]float64)(xs[inside : inside+8]))
		below += bits.OnesCount8(drop)
		inside += bits.OnesCount8(keep)
	}
	sum.StoreArray(sums)
	archsimd.ClearAVXUpperBits()
	return done, below, inside
}
