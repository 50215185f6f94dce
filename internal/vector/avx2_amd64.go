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

func logAVX2(xs []float64) int {
	shift, leastM := archsimd.BroadcastUint64x4(one-twoThirds), archsimd.BroadcastUint64x4(twoThirds)
	low, whole, by52 := archsimd.BroadcastUint64x4(mantissa), archsimd.BroadcastUint64x4(integer), archsimd.BroadcastUint64x4(52)
	bias, unit, ln2 := archsimd.BroadcastFloat64x4(twoTo52+0x3ff), archsimd.BroadcastFloat64x4(1), archsimd.BroadcastFloat64x4(math.Ln2)
	c := logSeries4
	i := 0
	for ; i+4 <= len(xs); i += 4 {
		x := (*[4]float64)(xs[i : i+4])
		shifted := archsimd.LoadFloat64x4Array(x).ToBits().Add(shift)
		k := shifted.ShiftRight(by52).Or(whole).BitsToFloat64().Sub(bias)
		f := shifted.And(low).Add(leastM).BitsToFloat64().Sub(unit)
		f2 := f.Mul(f)
		odd, even := archsimd.LoadFloat64x4Array(&c[0]), archsimd.LoadFloat64x4Array(&c[1])
		odd = odd.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[2]))
		even = even.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[3]))
		odd = odd.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[4]))
		even = even.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[5]))
		odd = odd.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[6]))
		even = even.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[7]))
		odd = odd.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[8]))
		even = even.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[9]))
		odd = odd.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[10]))
		even = even.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[11]))
		odd = odd.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[12]))
		even = even.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[13]))
		odd = odd.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[14]))
		even = even.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[15]))
		odd = odd.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[16]))
		even = even.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[17]))
		odd = odd.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[18]))
		even = even.MulAdd(f2, archsimd.LoadFloat64x4Array(&c[19]))
		series := odd.MulAdd(f, even)
		k.MulAdd(ln2, f2.MulAdd(series, f)).StoreArray(x)
	}
	archsimd.ClearAVXUpperBits()
	return i
}

func polarAVX2(dst, as, ts []float64) int {
	minus2, minus4 := archsimd.BroadcastFloat64x4(-2), archsimd.BroadcastFloat64x4(-4)
	half, unit := archsimd.BroadcastFloat64x4(0.5), archsimd.BroadcastFloat64x4(1)
	sign := archsimd.BroadcastUint64x4(signBit)
	s, c := sinSeries4, cosSeries4
	i := 0
	for ; i+4 <= len(as) && i+4 <= len(ts); i += 4 {
		a, t := (*[4]float64)(as[i:i+4]), (*[4]float64)(ts[i:i+4])
		x, y := dst[2*i-i%8:], dst[2*i-i%8+8:]
		r := archsimd.LoadFloat64x4Array(a).Mul(minus2).Sqrt()
		turn := archsimd.LoadFloat64x4Array(t).ToBits()
		h := half.Sub(turn.AndNot(sign).BitsToFloat64())
		h2 := h.Mul(h)
		sine, cosine := archsimd.LoadFloat64x4Array(&s[0]), archsimd.LoadFloat64x4Array(&c[0])
		sine = sine.MulAdd(h2, archsimd.LoadFloat64x4Array(&s[1]))
		sine = sine.MulAdd(h2, archsimd.LoadFloat64x4Array(&s[2]))
		sine = sine.MulAdd(h2, archsimd.LoadFloat64x4Array(&s[3]))
		sine = sine.MulAdd(h2, archsimd.LoadFloat64x4Array(&s[4]))
		sine = sine.MulAdd(h2, archsimd.LoadFloat64x4Array(&s[5]))
		sine = sine.MulAdd(h2, archsimd.LoadFloat64x4Array(&s[6]))
		sine = sine.MulAdd(h2, archsimd.LoadFloat64x4Array(&s[7]))
		sine = sine.MulAdd(h2, archsimd.LoadFloat64x4Array(&s[8]))
		cosine = cosine.MulAdd(h2, archsimd.LoadFloat64x4Array(&c[1]))
		cosine = cosine.MulAdd(h2, archsimd.LoadFloat64x4Array(&c[2]))
		cosine = cosine.MulAdd(h2, archsimd.LoadFloat64x4Array(&c[3]))
		cosine = cosine.MulAdd(h2, archsimd.LoadFloat64x4Array(&c[4]))
		cosine = cosine.MulAdd(h2, archsimd.LoadFloat64x4Array(&c[5]))
		cosine = cosine.MulAdd(h2, archsimd.LoadFloat64x4Array(&c[6]))
		cosine = cosine.MulAdd(h2, archsimd.LoadFloat64x4Array(&c[7]))
		factor := h.Mul(minus4).MulAdd(h, unit)
		r.Mul(h.Mul(sine)).StoreArray((*[4]float64)(x))
		r.Mul(factor.Mul(cosine)).ToBits().Or(turn.And(sign)).BitsToFloat64().StoreArray((*[4]float64)(y))
	}
	archsimd.ClearAVXUpperBits()
	return i
}

func expAVX2(zs []float64, a, b float64) int {
	intercept, slope, least := archsimd.BroadcastFloat64x4(a), archsimd.BroadcastFloat64x4(b), archsimd.BroadcastFloat64x4(lowest)
	perLn2, round := archsimd.BroadcastFloat64x4(1/math.Ln2), archsimd.BroadcastFloat64x4(toInteger)
	hi, lo, unit := archsimd.BroadcastFloat64x4(-ln2Hi), archsimd.BroadcastFloat64x4(-ln2Lo), archsimd.BroadcastFloat64x4(1)
	c := expSeries4
	i := 0
	for ; i+4 <= len(zs); i += 4 {
		z := (*[4]float64)(zs[i : i+4])
		x := archsimd.LoadFloat64x4Array(z).MulAdd(slope, intercept).Max(least)
		shifted := x.MulAdd(perLn2, round)
		k := shifted.Sub(round)
		r := k.MulAdd(lo, k.MulAdd(hi, x))
		r2 := r.Mul(r)
		odd, even := archsimd.LoadFloat64x4Array(&c[0]), archsimd.LoadFloat64x4Array(&c[1])
		odd = odd.MulAdd(r2, archsimd.LoadFloat64x4Array(&c[2]))
		even = even.MulAdd(r2, archsimd.LoadFloat64x4Array(&c[3]))
		odd = odd.MulAdd(r2, archsimd.LoadFloat64x4Array(&c[4]))
		even = even.MulAdd(r2, archsimd.LoadFloat64x4Array(&c[5]))
		odd = odd.MulAdd(r2, archsimd.LoadFloat64x4Array(&c[6]))
		even = even.MulAdd(r2, archsimd.LoadFloat64x4Array(&c[7]))
		odd = odd.MulAdd(r2, archsimd.LoadFloat64x4Array(&c[8]))
		even = even.MulAdd(r2, archsimd.LoadFloat64x4Array(&c[9]))
		series := odd.MulAdd(r, even)
		power := r2.MulAdd(series, r).Add(unit)
		power.ToBits().Add(shifted.ToBits().ShiftAllLeft(52)).BitsToFloat64().StoreArray(z)
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
