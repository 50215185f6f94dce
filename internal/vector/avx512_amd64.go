//go:build goexperiment.simd && amd64 && go1.27

package vector

import (
	"math"
	"math/bits"
	"simd/archsimd"
)

// The coefficients as a register holds them: one in every lane. They are allocated,
// so that they are aligned, as a global variable would not be: what crosses cache
// lines loads at half the speed.
var (
	logSeriesAVX512 = (*[len(logSeries)][LanesAVX512]float64)(repeatAVX512(logSeries[:]))
	sinSeriesAVX512 = (*[len(sinSeries)][LanesAVX512]float64)(repeatAVX512(sinSeries[:]))
	cosSeriesAVX512 = (*[len(cosSeries)][LanesAVX512]float64)(repeatAVX512(cosSeries[:]))
	expSeriesAVX512 = (*[len(expSeries)][LanesAVX512]float64)(repeatAVX512(expSeries[:]))
)

func repeatAVX512(coefficients []float64) [][LanesAVX512]float64 {
	rows := make([][LanesAVX512]float64, len(coefficients))
	for i, c := range coefficients {
		for lane := range rows[i] {
			rows[i][lane] = c
		}
	}
	return rows
}

// squaresAVX512 is Squares; its ff is f². One register is in flight. With two, the compiler, which
// uses 15, would store four on the stack in each step. Where such a store has the last twelve
// bits of its address in common with a coefficient, the load waits for it. Then the loop takes
// three times as long, or more.
func squaresAVX512(ss []float64, words []uint64) int {
	const width = LanesAVX512
	by12, exponent, two := archsimd.BroadcastUint64x8(12), archsimd.BroadcastUint64x8(one), archsimd.BroadcastFloat64x8(2)
	shift, leastM := archsimd.BroadcastUint64x8(one-twoThirds), archsimd.BroadcastUint64x8(twoThirds)
	low, whole, by52 := archsimd.BroadcastUint64x8(mantissa), archsimd.BroadcastUint64x8(integer), archsimd.BroadcastUint64x8(52)
	bias, unit, minus2Ln2 := archsimd.BroadcastFloat64x8(twoTo52+0x3ff), archsimd.BroadcastFloat64x8(1), archsimd.BroadcastFloat64x8(-2*math.Ln2)
	s := logSeriesAVX512
	i := 0
	for ; i+width <= len(ss) && i+width <= len(words); i += width {
		word := archsimd.LoadUint64x8Array((*[width]uint64)(words[i : i+width]))
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
		k.MulAdd(minus2Ln2, f.Mul(odd.MulAdd(f, even))).StoreArray((*[width]float64)(ss[i : i+width]))
	}
	archsimd.ClearAVXUpperBits()
	return i
}

// polarAVX512 is Polar. Here and below two registers are in flight, because each waits for its
// polynomial; what belongs to the second has a name that ends in 2. Each coefficient is loaded
// once for both.
func polarAVX512(dst, ss []float64, words []uint64) int {
	const width = LanesAVX512
	by12, sign := archsimd.BroadcastUint64x8(12), archsimd.BroadcastUint64x8(signBit)
	exponent, center := archsimd.BroadcastUint64x8(one), archsimd.BroadcastFloat64x8(1.5)
	s, c := sinSeriesAVX512, cosSeriesAVX512
	const second = 2*width - width%group // where the points of the second register begin: in the same group, or in the next
	i := 0
	for ; i+2*width <= len(ss) && i+2*width <= len(words) && 2*i+4*width <= len(dst); i += 2 * width {
		both := (*[2 * width]uint64)(words[i : i+2*width])
		points := (*[4 * width]float64)(dst[2*i : 2*i+4*width])
		word, word2 := archsimd.LoadUint64x8Array((*[width]uint64)(both[:width])), archsimd.LoadUint64x8Array((*[width]uint64)(both[width:]))
		t, t2 := word.ShiftRight(by12).Or(exponent).BitsToFloat64().Sub(center), word2.ShiftRight(by12).Or(exponent).BitsToFloat64().Sub(center)
		square := (*[2 * width]float64)(ss[i : i+2*width])
		r := archsimd.LoadFloat64x8Array((*[width]float64)(square[:width])).Sqrt().ToBits().Xor(word.ShiftAllLeft(52).And(sign)).BitsToFloat64()
		r2 := archsimd.LoadFloat64x8Array((*[width]float64)(square[width:])).Sqrt().ToBits().Xor(word2.ShiftAllLeft(52).And(sign)).BitsToFloat64()
		tt, tt2 := t.Mul(t), t2.Mul(t2)
		sine, cosine := archsimd.LoadFloat64x8Array(&s[0]), archsimd.LoadFloat64x8Array(&c[0])
		sine2, cosine2 := sine, cosine
		a := archsimd.LoadFloat64x8Array(&s[1])
		sine, sine2 = sine.MulAdd(tt, a), sine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x8Array(&c[1])
		cosine, cosine2 = cosine.MulAdd(tt, a), cosine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x8Array(&s[2])
		sine, sine2 = sine.MulAdd(tt, a), sine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x8Array(&c[2])
		cosine, cosine2 = cosine.MulAdd(tt, a), cosine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x8Array(&s[3])
		sine, sine2 = sine.MulAdd(tt, a), sine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x8Array(&c[3])
		cosine, cosine2 = cosine.MulAdd(tt, a), cosine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x8Array(&s[4])
		sine, sine2 = sine.MulAdd(tt, a), sine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x8Array(&c[4])
		cosine, cosine2 = cosine.MulAdd(tt, a), cosine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x8Array(&s[5])
		sine, sine2 = sine.MulAdd(tt, a), sine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x8Array(&c[5])
		cosine, cosine2 = cosine.MulAdd(tt, a), cosine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x8Array(&s[6])
		sine, sine2 = sine.MulAdd(tt, a), sine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x8Array(&c[6])
		cosine, cosine2 = cosine.MulAdd(tt, a), cosine2.MulAdd(tt2, a)
		r.Mul(cosine).StoreArray((*[width]float64)(points[:width]))
		r2.Mul(cosine2).StoreArray((*[width]float64)(points[second : second+width]))
		r.Mul(t.Mul(sine)).StoreArray((*[width]float64)(points[group : group+width]))
		r2.Mul(t2.Mul(sine2)).StoreArray((*[width]float64)(points[second+group:]))
	}
	archsimd.ClearAVXUpperBits()
	return i
}

func expAVX512(zs []float64, a, b float64) int {
	const width = LanesAVX512
	intercept, slope, least := archsimd.BroadcastFloat64x8(a), archsimd.BroadcastFloat64x8(b), archsimd.BroadcastFloat64x8(lowest)
	round := archsimd.BroadcastFloat64x8(toInteger)
	s := expSeriesAVX512
	i := 0
	for ; i+2*width <= len(zs); i += 2 * width {
		both := (*[2 * width]float64)(zs[i : i+2*width])
		z, z2 := (*[width]float64)(both[:width]), (*[width]float64)(both[width:])
		y := archsimd.LoadFloat64x8Array(z).MulAdd(slope, intercept).Max(least)
		y2 := archsimd.LoadFloat64x8Array(z2).MulAdd(slope, intercept).Max(least)
		shifted, shifted2 := y.Add(round), y2.Add(round)
		r, r2 := y.Sub(shifted.Sub(round)), y2.Sub(shifted2.Sub(round))
		rr, rr2 := r.Mul(r), r2.Mul(r2)
		odd, even := archsimd.LoadFloat64x8Array(&s[0]), archsimd.LoadFloat64x8Array(&s[1])
		odd2, even2 := odd, even
		c := archsimd.LoadFloat64x8Array(&s[2])
		odd, odd2 = odd.MulAdd(rr, c), odd2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x8Array(&s[3])
		even, even2 = even.MulAdd(rr, c), even2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x8Array(&s[4])
		odd, odd2 = odd.MulAdd(rr, c), odd2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x8Array(&s[5])
		even, even2 = even.MulAdd(rr, c), even2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x8Array(&s[6])
		odd, odd2 = odd.MulAdd(rr, c), odd2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x8Array(&s[7])
		even, even2 = even.MulAdd(rr, c), even2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x8Array(&s[8])
		odd, odd2 = odd.MulAdd(rr, c), odd2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x8Array(&s[9])
		even, even2 = even.MulAdd(rr, c), even2.MulAdd(rr2, c)
		odd.MulAdd(r, even).ToBits().Add(shifted.ToBits().ShiftAllLeft(52)).BitsToFloat64().StoreArray(z)
		odd2.MulAdd(r2, even2).ToBits().Add(shifted2.ToBits().ShiftAllLeft(52)).BitsToFloat64().StoreArray(z2)
	}
	archsimd.ClearAVXUpperBits()
	return i
}

func addScaledAVX512(dst, ys []float64, a float64, xs []float64) int {
	const width = LanesAVX512
	scale := archsimd.BroadcastFloat64x8(a)
	i := 0
	for ; i+2*width <= len(dst) && i+2*width <= len(ys) && i+2*width <= len(xs); i += 2 * width {
		y, x, to := (*[2 * width]float64)(ys[i:i+2*width]), (*[2 * width]float64)(xs[i:i+2*width]), (*[2 * width]float64)(dst[i:i+2*width])
		sum := archsimd.LoadFloat64x8Array((*[width]float64)(x[:width])).MulAdd(scale, archsimd.LoadFloat64x8Array((*[width]float64)(y[:width])))
		sum2 := archsimd.LoadFloat64x8Array((*[width]float64)(x[width:])).MulAdd(scale, archsimd.LoadFloat64x8Array((*[width]float64)(y[width:])))
		sum.StoreArray((*[width]float64)(to[:width]))
		sum2.StoreArray((*[width]float64)(to[width:]))
	}
	archsimd.ClearAVXUpperBits()
	return i
}

// siftAVX512 packs the elements that are inside to the front of each register, and stores
// all of it: what comes next overwrites the rest. So there is no branch.
func siftAVX512(xs []float64, low, high float64, sums *Sums) (done, below, inside int) {
	const width = LanesAVX512
	least, most := archsimd.BroadcastFloat64x8(low), archsimd.BroadcastFloat64x8(high)
	sum, sum2 := LoadSumsAVX512(sums)
	for ; done+2*width <= len(xs); done += 2 * width {
		both := (*[2 * width]float64)(xs[done : done+2*width])
		x, x2 := archsimd.LoadFloat64x8Array((*[width]float64)(both[:width])), archsimd.LoadFloat64x8Array((*[width]float64)(both[width:]))
		less, less2 := x.Less(least), x2.Less(least)
		sum, sum2 = AddSumsAVX512(sum, sum2, x.Masked(less), x2.Masked(less2))
		drop, drop2 := less.ToBits(), less2.ToBits()
		keep := ^(drop | x.Greater(most).ToBits()) & (1<<width - 1)
		keep2 := ^(drop2 | x2.Greater(most).ToBits()) & (1<<width - 1)
		packAVX512(x, keep).StoreArray((*[width]float64)(xs[inside : inside+width]))
		inside += bits.OnesCount8(keep)
		packAVX512(x2, keep2).StoreArray((*[width]float64)(xs[inside : inside+width]))
		inside += bits.OnesCount8(keep2)
		below += bits.OnesCount8(drop) + bits.OnesCount8(drop2)
	}
	StoreSumsAVX512(sums, sum, sum2)
	archsimd.ClearAVXUpperBits()
	return done, below, inside
}
