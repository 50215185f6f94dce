package vector_test

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/check"
	"speedup.example/internal/vector"
)

// The truth itself, against the standard library's constants.
func TestTruth(t *testing.T) {
	for want, got := range map[float64]*big.Float{
		math.Pi: bigPi, math.Ln2: bigLn2, math.E: bigExp(num(1)), math.Ln10: bigLog(num(10)),
		math.Sqrt2 / 2: bigSin(scale(bigPi, 0.25)), 0.5: bigCos(div(bigPi, num(3))),
	} {
		f, _ := got.Float64()
		assert.Equal(t, want, f)
	}
}

// ulps returns by how many units in its last place got is off.
func ulps(got float64, want *big.Float) float64 {
	w, _ := want.Float64()
	unit := math.Nextafter(math.Abs(w), math.Inf(1)) - math.Abs(w)
	off, _ := sub(num(got), want).Float64()
	return math.Abs(off) / unit
}

// worst computes all xs at once, as the vectors want it, and returns how far the
// worst result is off, in units of the last place, and for which x.
func worst(xs []float64, f func(xs []float64), truth func(x float64) *big.Float) (off, at float64) {
	ys := slices.Clone(xs)
	f(ys)
	for i, y := range ys {
		if u := ulps(y, truth(xs[i])); !(u <= off) {
			off, at = u, xs[i]
		}
	}
	return off, at
}

// spread returns n numbers between a and b, evenly but for a jitter, with a, b
// and their neighbours among them.
func spread(n int, a, b float64) []float64 {
	xs := []float64{a, math.Nextafter(a, b), math.Nextafter(b, a), b}
	for i := 1; i < n; i++ {
		xs = append(xs, a+(b-a)*(float64(i)+math.Mod(float64(i)*math.Phi, 1))/float64(n+1))
	}
	return xs
}

func TestLog(t *testing.T) {
	xs := spread(3000, 0x1p-52, 1)
	for k := range 60 { // powers of two, the seams of the reduction, and what is close to 1
		p := math.Ldexp(1, -k)
		xs = append(xs, p, math.Nextafter(p, 0), p*2/3, math.Nextafter(p*2/3, 0), math.Nextafter(p*2/3, 1), p*4/3, 1-p/4, 1+p/4, 0.3*p)
	}
	check.Widths(t, func(t *testing.T) {
		off, at := worst(xs, vector.Log, func(x float64) *big.Float { return bigLog(num(x)) })
		assert.LessOrEqual(t, off, 4.0, "log(%v)", at)
	})
}

func TestExp(t *testing.T) {
	xs := append(spread(1500, -700, 700), spread(1000, -1, 1)...)
	for k := -20.0; k <= 20; k++ { // the seams of the reduction
		xs = append(xs, k*math.Ln2/2, math.Nextafter(k*math.Ln2/2, 0), k*1e-9, k*1e-17)
	}
	check.Widths(t, func(t *testing.T) {
		exp := func(xs []float64) { vector.Exp(xs, 0, 1) }
		off, at := worst(xs, exp, func(x float64) *big.Float { return bigExp(num(x)) })
		assert.LessOrEqual(t, off, 4.0, "exp(%v)", at)
	})
}

func TestExpScalesAndBounds(t *testing.T) {
	check.Widths(t, func(t *testing.T) {
		zs := []float64{-2, -1, 0, 1, 2, 3, -4e3, math.Inf(-1), 0.5, -1e300, -3.5e3}
		want := make([]float64, len(zs))
		for i, z := range zs {
			want[i] = math.Exp(max(0.03+0.2*z, -700))
		}
		vector.Exp(zs, 0.03, 0.2)
		for i := range zs {
			assert.InEpsilon(t, want[i], zs[i], 1e-13)
		}
	})
}

// The angles are multiples of 2⁻⁵², as promised. With −2·a = 1, the radius is 1.
func TestSineAndCosine(t *testing.T) {
	ts := []float64{-1, -0.5, 0, 0.5, 1, 0.25, -0.75}
	for k := 1; k <= 52; k++ {
		p := math.Ldexp(1, -k)
		ts = append(ts, p, -p, 0.5-p, 0.5+p, p-1, 1-p, -0.5-p)
	}
	for _, x := range spread(3000, -1, 1) {
		ts = append(ts, math.Round(x*0x1p52)/0x1p52)
	}
	for len(ts)%8 != 0 {
		ts = append(ts, 0.1)
	}
	as := make([]float64, len(ts))
	for i := range as {
		as[i] = -0.5
	}
	check.Widths(t, func(t *testing.T) {
		dst := make([]float64, 2*len(ts))
		vector.Polar(dst, as, ts)
		for i, x := range ts {
			angle, j := scale(bigPi, x), 2*i-i%8
			if math.Abs(x) != 0.5 { // where the truth is 0
				assert.LessOrEqual(t, ulps(dst[j], bigCos(angle)), 4.0, "cos(%v·π)", x)
			} else {
				assert.Zero(t, dst[j])
			}
			if x != 0 && math.Abs(x) != 1 {
				assert.LessOrEqual(t, ulps(dst[j+8], bigSin(angle)), 4.0, "sin(%v·π)", x)
			} else {
				assert.Zero(t, dst[j+8])
			}
		}
	})
}

func TestPolarHasTheRadius(t *testing.T) {
	as := []float64{0, -0.5, -2, -1e-3, -36.04365338911715, -8, -18, -1}
	ts := []float64{0.3, 0.1, -0.2, 0.9, -0.7, 0.5, 0, -1}
	check.Widths(t, func(t *testing.T) {
		dst := make([]float64, 16)
		vector.Polar(dst, as, ts)
		for i, a := range as {
			assert.InDelta(t, math.Sqrt(-2*a), math.Hypot(dst[i], dst[i+8]), 1e-14)
		}
	})
}

func TestAddScaledTo(t *testing.T) {
	check.Widths(t, func(t *testing.T) {
		for n := range 20 {
			xs, ys, want := make([]float64, n+3), make([]float64, n), make([]float64, n)
			for i := range xs {
				xs[i] = math.Sqrt(float64(i))
			}
			for i := range ys {
				ys[i] = math.Log(float64(i + 2))
				want[i] = math.FMA(0.7, xs[i], ys[i])
			}
			dst := make([]float64, n)
			vector.AddScaledTo(dst, ys, 0.7, xs)
			assert.Equal(t, want, dst)
			vector.AddScaledTo(ys, ys, 0.7, xs)
			assert.Equal(t, want, ys, "in place")
		}
	})
}

// Lengths at the seams of the registers (4 and 8): every instruction set gives the
// bits of the scalar code.
func TestSameBits(t *testing.T) {
	defer vector.Set(vector.None)()
	for n := range 34 {
		xs := spread(n, 1e-9, 1)[:n]
		logs, exps := slices.Clone(xs), slices.Clone(xs)
		vector.Log(logs)
		vector.Exp(exps, -3, 500)
		check.Widths(t, func(t *testing.T) {
			got := slices.Clone(xs)
			vector.Log(got)
			assert.Equal(t, logs, got, "log, n=%d", n)
			copy(got, xs)
			vector.Exp(got, -3, 500)
			assert.Equal(t, exps, got, "exp, n=%d", n)
		})
	}
}

// Of the lengths at the seams of the registers (4 and 8), with every set of elements
// that a register may have to keep; of the others, one is below and the next above.
func TestSift(t *testing.T) {
	check.Widths(t, func(t *testing.T) {
		for n := range 20 {
			for set := range 256 {
				xs, wantInside, wantBelow, wantSum := make([]float64, n), []float64{}, 0, 0.
				for i := range xs {
					xs[i] = 1 + float64(i)
					switch {
					case set>>(i%8)&1 == 1:
						wantInside = append(wantInside, xs[i])
					case i%2 == 0:
						xs[i] = -xs[i]
						wantBelow++
						wantSum += xs[i]
					default:
						xs[i] += 1000
					}
				}
				below, sum, inside := vector.Sift(xs, 0, 1000)
				assert.Equal(t, wantInside, xs[:inside], "n=%d, set %b", n, set)
				assert.Equal(t, wantBelow, below, "n=%d, set %b", n, set)
				assert.Equal(t, wantSum, sum, "n=%d, set %b", n, set)
			}
		}
	})
}

// What equals an end is inside, and so is what is not a number.
func TestSiftAtTheEnds(t *testing.T) {
	above, under, inf := math.Nextafter(0.1, 1), math.Nextafter(-0.1, -1), math.Inf(1)
	xs := []float64{0.1, above, -inf, inf, math.NaN(), -0.1, 0.2, under, 0.1, above, math.NaN(), -0.1, under}
	check.Widths(t, func(t *testing.T) {
		got := slices.Clone(xs)
		below, sum, inside := vector.Sift(got, -0.1, 0.1)
		assert.Equal(t, "[0.1 NaN -0.1 0.1 NaN -0.1]", fmt.Sprint(got[:inside]))
		assert.Equal(t, 3, below)
		assert.Equal(t, -inf, sum)
		got = slices.Clone(xs)
		below, sum, inside = vector.Sift(got, -inf, inf)
		assert.Equal(t, []float64{0, 0, float64(len(xs))}, []float64{float64(below), sum, float64(inside)})
	})
}

// The sum is of eight sums, which every instruction set adds up in the same order.
func TestSiftSumsInLanes(t *testing.T) {
	xs := spread(30, -1, 0)[:21]
	want := 0.
	for lane := range 8 {
		sum := 0.
		for i := lane; i < len(xs); i += 8 {
			sum += xs[i]
		}
		want += sum
	}
	check.Widths(t, func(t *testing.T) {
		_, sum, _ := vector.Sift(slices.Clone(xs), 1, 2)
		assert.Equal(t, want, sum)
	})
}
