//go:build goexperiment.simd && amd64 && go1.27

package vector

import (
	"math"
	"math/bits"
	"simd/archsimd"
)

// The coefficients as a register holds them: four times each. They are allocated,
// so that they are aligned, as a global variable would not be: what crosses cache
// lines loads at half the speed.
var (
	logSeries4 = (*[len(logSeries)][4]float64)(repeat4(logSeries[:]))
	sinSeries4 = (*[len(sinSeries)][4]float64)(repeat4(sinSeries[:]))
	cosSeries4 = (*[len(cosSeries)][4]float64)(repeat4(cosSeries[:]))
	expSeries4 = (*[len(expSeries)][4]float64)(repeat4(expSeries[:]))
)

func repeat4(coefficients []float64) [][4]float64 {
	rows := make([][4]float64, len(coefficients))
	for i, c := range coefficients {
		rows[i] = [4]float64{c, c, c, c}
	}
	return rows
}

// squaresAVX2 is Squares; its ff is f². Here and below two vectors are in flight, because
// each waits for its polynomial; what belongs to the second has a name that ends in 2.
func squaresAVX2(ss []float64, words []uint64) int {
	by12, exponent, two := archsimd.BroadcastUint64x4(12), archsimd.BroadcastUint64x4(one), archsimd.BroadcastFloat64x4(2)
	shift, leastM := archsimd.BroadcastUint64x4(one-twoThirds), archsimd.BroadcastUint64x4(twoThirds)
	low, whole, by52 := archsimd.BroadcastUint64x4(mantissa), archsimd.BroadcastUint64x4(integer), archsimd.BroadcastUint64x4(52)
	bias, unit, minus2Ln2 := archsimd.BroadcastFloat64x4(twoTo52+0x3ff), archsimd.BroadcastFloat64x4(1), archsimd.BroadcastFloat64x4(-2*math.Ln2)
	s := logSeries4
	i := 0
	for ; i+8 <= len(ss) && i+8 <= len(words); i += 8 {
		eight, to := (*[8]uint64)(words[i:i+8]), (*[8]float64)(ss[i:i+8])
		word, word2 := archsimd.LoadUint64x4Array((*[4]uint64)(eight[:4])), archsimd.LoadUint64x4Array((*[4]uint64)(eight[4:]))
		u, u2 := two.Sub(word.ShiftRight(by12).Or(exponent).BitsToFloat64()), two.Sub(word2.ShiftRight(by12).Or(exponent).BitsToFloat64())
		shifted, shifted2 := u.ToBits().Add(shift), u2.ToBits().Add(shift)
		k, k2 := shifted.ShiftRight(by52).Or(whole).BitsToFloat64().Sub(bias), shifted2.ShiftRight(by52).Or(whole).BitsToFloat64().Sub(bias)
		f, f2 := shifted.And(low).Add(leastM).BitsToFloat64().Sub(unit), shifted2.And(low).Add(leastM).BitsToFloat64().Sub(unit)
		ff, ff2 := f.Mul(f), f2.Mul(f2)
		odd, even := archsimd.LoadFloat64x4Array(&s[0]), archsimd.LoadFloat64x4Array(&s[1])
		odd2, even2 := odd, even
		c := archsimd.LoadFloat64x4Array(&s[2])
		odd, odd2 = odd.MulAdd(ff, c), odd2.MulAdd(ff2, c)
		c = archsimd.LoadFloat64x4Array(&s[3])
		even, even2 = even.MulAdd(ff, c), even2.MulAdd(ff2, c)
		c = archsimd.LoadFloat64x4Array(&s[4])
		odd, odd2 = odd.MulAdd(ff, c), odd2.MulAdd(ff2, c)
		c = archsimd.LoadFloat64x4Array(&s[5])
		even, even2 = even.MulAdd(ff, c), even2.MulAdd(ff2, c)
		c = archsimd.LoadFloat64x4Array(&s[6])
		odd, odd2 = odd.MulAdd(ff, c), odd2.MulAdd(ff2, c)
		c = archsimd.LoadFloat64x4Array(&s[7])
		even, even2 = even.MulAdd(ff, c), even2.MulAdd(ff2, c)
		c = archsimd.LoadFloat64x4Array(&s[8])
		odd, odd2 = odd.MulAdd(ff, c), odd2.MulAdd(ff2, c)
		c = archsimd.LoadFloat64x4Array(&s[9])
		even, even2 = even.MulAdd(ff, c), even2.MulAdd(ff2, c)
		c = archsimd.LoadFloat64x4Array(&s[10])
		odd, odd2 = odd.MulAdd(ff, c), odd2.MulAdd(ff2, c)
		c = archsimd.LoadFloat64x4Array(&s[11])
		even, even2 = even.MulAdd(ff, c), even2.MulAdd(ff2, c)
		c = archsimd.LoadFloat64x4Array(&s[12])
		odd, odd2 = odd.MulAdd(ff, c), odd2.MulAdd(ff2, c)
		c = archsimd.LoadFloat64x4Array(&s[13])
		even, even2 = even.MulAdd(ff, c), even2.MulAdd(ff2, c)
		c = archsimd.LoadFloat64x4Array(&s[14])
		odd, odd2 = odd.MulAdd(ff, c), odd2.MulAdd(ff2, c)
		c = archsimd.LoadFloat64x4Array(&s[15])
		even, even2 = even.MulAdd(ff, c), even2.MulAdd(ff2, c)
		k.MulAdd(minus2Ln2, f.Mul(odd.MulAdd(f, even))).StoreArray((*[4]float64)(to[:4]))
		k2.MulAdd(minus2Ln2, f2.Mul(odd2.MulAdd(f2, even2))).StoreArray((*[4]float64)(to[4:]))
	}
	archsimd.ClearAVXUpperBits()
	return i
}

func polarAVX2(dst, ss []float64, words []uint64) int {
	by12, sign := archsimd.BroadcastUint64x4(12), archsimd.BroadcastUint64x4(signBit)
	exponent, center := archsimd.BroadcastUint64x4(one), archsimd.BroadcastFloat64x4(1.5)
	s, c := sinSeries4, cosSeries4
	i := 0
	for ; i+8 <= len(ss) && i+8 <= len(words) && 2*i+16 <= len(dst); i += 8 {
		eight, to := (*[8]uint64)(words[i:i+8]), (*[16]float64)(dst[2*i:2*i+16])
		word, word2 := archsimd.LoadUint64x4Array((*[4]uint64)(eight[:4])), archsimd.LoadUint64x4Array((*[4]uint64)(eight[4:]))
		t, t2 := word.ShiftRight(by12).Or(exponent).BitsToFloat64().Sub(center), word2.ShiftRight(by12).Or(exponent).BitsToFloat64().Sub(center)
		square := (*[8]float64)(ss[i : i+8])
		r := archsimd.LoadFloat64x4Array((*[4]float64)(square[:4])).Sqrt().ToBits().Xor(word.ShiftAllLeft(52).And(sign)).BitsToFloat64()
		r2 := archsimd.LoadFloat64x4Array((*[4]float64)(square[4:])).Sqrt().ToBits().Xor(word2.ShiftAllLeft(52).And(sign)).BitsToFloat64()
		tt, tt2 := t.Mul(t), t2.Mul(t2)
		sine, cosine := archsimd.LoadFloat64x4Array(&s[0]), archsimd.LoadFloat64x4Array(&c[0])
		sine2, cosine2 := sine, cosine
		a := archsimd.LoadFloat64x4Array(&s[1])
		sine, sine2 = sine.MulAdd(tt, a), sine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x4Array(&c[1])
		cosine, cosine2 = cosine.MulAdd(tt, a), cosine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x4Array(&s[2])
		sine, sine2 = sine.MulAdd(tt, a), sine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x4Array(&c[2])
		cosine, cosine2 = cosine.MulAdd(tt, a), cosine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x4Array(&s[3])
		sine, sine2 = sine.MulAdd(tt, a), sine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x4Array(&c[3])
		cosine, cosine2 = cosine.MulAdd(tt, a), cosine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x4Array(&s[4])
		sine, sine2 = sine.MulAdd(tt, a), sine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x4Array(&c[4])
		cosine, cosine2 = cosine.MulAdd(tt, a), cosine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x4Array(&s[5])
		sine, sine2 = sine.MulAdd(tt, a), sine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x4Array(&c[5])
		cosine, cosine2 = cosine.MulAdd(tt, a), cosine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x4Array(&s[6])
		sine, sine2 = sine.MulAdd(tt, a), sine2.MulAdd(tt2, a)
		a = archsimd.LoadFloat64x4Array(&c[6])
		cosine, cosine2 = cosine.MulAdd(tt, a), cosine2.MulAdd(tt2, a)
		r.Mul(cosine).StoreArray((*[4]float64)(to[0:4]))
		r2.Mul(cosine2).StoreArray((*[4]float64)(to[4:8]))
		r.Mul(t.Mul(sine)).StoreArray((*[4]float64)(to[8:12]))
		r2.Mul(t2.Mul(sine2)).StoreArray((*[4]float64)(to[12:16]))
	}
	archsimd.ClearAVXUpperBits()
	return i
}

func expAVX2(zs []float64, a, b float64) int {
	intercept, slope, least := archsimd.BroadcastFloat64x4(a), archsimd.BroadcastFloat64x4(b), archsimd.BroadcastFloat64x4(lowest)
	round := archsimd.BroadcastFloat64x4(toInteger)
	s := expSeries4
	i := 0
	for ; i+8 <= len(zs); i += 8 {
		eight := (*[8]float64)(zs[i : i+8])
		z, z2 := (*[4]float64)(eight[:4]), (*[4]float64)(eight[4:])
		y := archsimd.LoadFloat64x4Array(z).MulAdd(slope, intercept).Max(least)
		y2 := archsimd.LoadFloat64x4Array(z2).MulAdd(slope, intercept).Max(least)
		shifted, shifted2 := y.Add(round), y2.Add(round)
		r, r2 := y.Sub(shifted.Sub(round)), y2.Sub(shifted2.Sub(round))
		rr, rr2 := r.Mul(r), r2.Mul(r2)
		odd, even := archsimd.LoadFloat64x4Array(&s[0]), archsimd.LoadFloat64x4Array(&s[1])
		odd2, even2 := odd, even
		c := archsimd.LoadFloat64x4Array(&s[2])
		odd, odd2 = odd.MulAdd(rr, c), odd2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x4Array(&s[3])
		even, even2 = even.MulAdd(rr, c), even2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x4Array(&s[4])
		odd, odd2 = odd.MulAdd(rr, c), odd2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x4Array(&s[5])
		even, even2 = even.MulAdd(rr, c), even2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x4Array(&s[6])
		odd, odd2 = odd.MulAdd(rr, c), odd2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x4Array(&s[7])
		even, even2 = even.MulAdd(rr, c), even2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x4Array(&s[8])
		odd, odd2 = odd.MulAdd(rr, c), odd2.MulAdd(rr2, c)
		c = archsimd.LoadFloat64x4Array(&s[9])
		even, even2 = even.MulAdd(rr, c), even2.MulAdd(rr2, c)
		odd.MulAdd(r, even).ToBits().Add(shifted.ToBits().ShiftAllLeft(52)).BitsToFloat64().StoreArray(z)
		odd2.MulAdd(r2, even2).ToBits().Add(shifted2.ToBits().ShiftAllLeft(52)).BitsToFloat64().StoreArray(z2)
	}
	archsimd.ClearAVXUpperBits()
	return i
}

func addScaledAVX2(dst, ys []float64, a float64, xs []float64) int {
	scale := archsimd.BroadcastFloat64x4(a)
	i := 0
	for ; i+4 <= len(dst) && i+4 <= len(ys) && i+4 <= len(xs); i += 4 {
		y, x := (*[4]float64)(ys[i:i+4]), (*[4]float64)(xs[i:i+4])
		archsimd.LoadFloat64x4Array(x).MulAdd(scale, archsimd.LoadFloat64x4Array(y)).StoreArray((*[4]float64)(dst[i : i+4]))
	}
	archsimd.ClearAVXUpperBits()
	return i
}

// packed has, for each set of elements that are kept, bit j for element j, where
// the halves of a register come from when these elements move to its front.
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

// siftAVX2 does as siftAVX512, with two registers of four elements each; AVX2 has no
// instruction that packs, but one that permutes by a table.
func siftAVX2(xs []float64, low, high float64, sums *[sumLanes]float64) (done, below, inside int) {
	least, most := archsimd.BroadcastFloat64x4(low), archsimd.BroadcastFloat64x4(high)
	firstSums, lastSums := (*[4]float64)(sums[:4]), (*[4]float64)(sums[4:])
	first, last := archsimd.LoadFloat64x4Array(firstSums), archsimd.LoadFloat64x4Array(lastSums)
	for ; done+8 <= len(xs); done += 8 {
		x := archsimd.LoadFloat64x4Array((*[4]float64)(xs[done : done+4]))
		y := archsimd.LoadFloat64x4Array((*[4]float64)(xs[done+4 : done+8]))
		lessX, lessY := x.Less(least), y.Less(least)
		first, last = first.Add(x.Masked(lessX)), last.Add(y.Masked(lessY))
		dropX, dropY := lessX.ToBits(), lessY.ToBits()
		keepX := ^(dropX | x.Greater(most).ToBits()) & 0xf
		keepY := ^(dropY | y.Greater(most).ToBits()) & 0xf
		frontX := x.ToBits().ReshapeToUint32s().Permute(archsimd.LoadUint32x8Array(&packed[keepX]))
		frontX.ReshapeToUint64s().BitsToFloat64().StoreArray((*[4]float64)(xs[inside : inside+4]))
		inside += bits.OnesCount8(keepX)
		frontY := y.ToBits().ReshapeToUint32s().Permute(archsimd.LoadUint32x8Array(&packed[keepY]))
		frontY.ReshapeToUint64s().BitsToFloat64().StoreArray((*[4]float64)(xs[inside : inside+4]))
		inside += bits.OnesCount8(keepY)
		below += bits.OnesCount8(dropX | dropY<<4)
	}
	first.StoreArray(firstSums)
	last.StoreArray(lastSums)
	archsimd.ClearAVXUpperBits()
	return done, below, inside
}
