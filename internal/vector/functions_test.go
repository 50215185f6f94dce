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

// This checks the truth against the standard library's constants.
func TestTruth(t *testing.T) {
	for want, got := range map[float64]*big.Float{
		math.Pi: bigPi, math.Ln2: bigLn2, math.E: bigExp(num(1)), math.Ln10: bigLog(num(10)),
		math.Sqrt2 / 2: bigSin(scale(bigPi, 0.25)), 0.5: bigCos(div(bigPi, num(3))),
	} {
		f, _ := got.Float64()
		assert.Equal(t, want, f)
	}
}

// accuracy is the promise of the functions: 40 bits.
const accuracy = 0x1p-40

// off returns how far got is from want, as a fraction of unit.
func off(got float64, want, unit *big.Float) float64 {
	fraction, _ := div(sub(num(got), want), unit).Float64()
	return math.Abs(fraction)
}

// spread returns n numbers between a and b, evenly with a jitter. a, b and
// their neighbours are among them.
func spread(n int, a, b float64) []float64 {
	xs := []float64{a, math.Nextafter(a, b), math.Nextafter(b, a), b}
	for i := 1; i < n; i++ {
		xs = append(xs, a+(b-a)*(float64(i)+math.Mod(float64(i)*math.Phi, 1))/float64(n+1))
	}
	return xs
}

// uniform returns the word of the uniform number in [0, 1) that is x, rounded to 52 bits.
func uniform(x float64) uint64 { return uint64(math.Round(x*0x1p52)) << 12 }

func TestSquares(t *testing.T) {
	us := spread(3000, 0x1p-52, 1)
	for k := range 50 { // powers of two, the seams of the reduction, and numbers close to 1
		p := math.Ldexp(1, -k)
		us = append(us, p, p-0x1p-52, p*2/3, p*2/3+0x1p-52, p*2/3-0x1p-52, 1-p/4)
	}
	words, want := make([]uint64, len(us)), make([]*big.Float, len(us))
	for i, u := range us {
		words[i] = uniform(1 - max(u, 0x1p-52))
		want[i] = scale(bigLog(num(1-float64(words[i]>>12)/0x1p52)), -2)
	}
	check.Widths(t, func(t *testing.T) {
		got := make([]float64, len(us))
		vector.Squares(got, words)
		for i, u := range us {
			if want[i].Sign() == 0 { // u is 1
				assert.Zero(t, got[i])
			} else {
				assert.Less(t, off(got[i], want[i], want[i]), accuracy, "−2·ln(%v)", u)
			}
		}
	})
}

func TestExp(t *testing.T) {
	xs := append(spread(1500, -700, 700), spread(1000, -1, 1)...)
	for k := -20.0; k <= 20; k++ { // the seams of the reduction
		xs = append(xs, k*math.Ln2/2, math.Nextafter(k*math.Ln2/2, 0), k*1e-9, k*1e-17)
	}
	check.Widths(t, func(t *testing.T) {
		got := slices.Clone(xs)
		vector.Exp(got, 0, 1)
		for i, x := range xs {
			want := bigExp(num(x))
			assert.Less(t, off(got[i], want, want), accuracy, "exp(%v)", x)
		}
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
			assert.InEpsilon(t, want[i], zs[i], accuracy)
		}
	})
}

// The squares are 1, so the coordinates are cosine and sine. Bit 11 of the word is the
// sign of both.
func TestPolar(t *testing.T) {
	ts := spread(3000, -0.5, 0.5-0x1p-52)
	for k := 2; k <= 52; k++ {
		p := math.Ldexp(1, -k)
		ts = append(ts, 0, p, -p, 0.5-p, p-0.5)
	}
	ts = ts[:len(ts)/8*8]
	words, others, squares := make([]uint64, len(ts)), make([]uint64, len(ts)), make([]float64, len(ts))
	for i, x := range ts {
		words[i], squares[i] = uniform(x+0.5), 1
		others[i] = words[i] | 1<<11
	}
	check.Widths(t, func(t *testing.T) {
		dst, opposite := make([]float64, 2*len(ts)), make([]float64, 2*len(ts))
		vector.Polar(dst, squares, words)
		vector.Polar(opposite, squares, others)
		for i, word := range words {
			angle, j := scale(bigPi, float64(word>>12)/0x1p52-0.5), 2*i-i%8
			assert.Less(t, off(dst[j], bigCos(angle), num(1)), accuracy, "cos(%v·π)", ts[i])
			assert.Less(t, off(dst[j+8], bigSin(angle), num(1)), accuracy, "sin(%v·π)", ts[i])
		}
		for i, x := range dst {
			assert.Equal(t, -x, opposite[i])
		}
	})
}

func TestPolarHasTheRadius(t *testing.T) {
	squares := []float64{0, 1, 4, 2e-3, 72.0873067782343, 16, 36, 2}
	words := []uint64{3 << 60, 1 << 60, 7 << 55, 9<<60 | 1<<11, 1<<64 - 1, 1 << 63, 0, 1}
	check.Widths(t, func(t *testing.T) {
		dst := make([]float64, 16)
		vector.Polar(dst, squares, words)
		for i, square := range squares {
			assert.InDelta(t, math.Sqrt(square), math.Hypot(dst[i], dst[i+8]), 9*accuracy)
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

// Lengths at the seams of the registers (4 and 8), and of two of them: every instruction set
// gives the bits of the scalar code.
func TestSameBits(t *testing.T) {
	defer vector.Set(vector.None)()
	for n := range 34 {
		xs, words := spread(n, 1e-9, 1)[:n], make([]uint64, n)
		for i, x := range xs {
			words[i] = math.Float64bits(x) * 0x9e3779b97f4a7c15
		}
		squares, points, exps := make([]float64, n), make([]float64, n/8*16), slices.Clone(xs)
		vector.Squares(squares, words)
		vector.Polar(points, squares[:n/8*8], words)
		vector.Exp(exps, -3, 500)
		check.Widths(t, func(t *testing.T) {
			got, gotPoints, gotExps := make([]float64, n), make([]float64, n/8*16), slices.Clone(xs)
			vector.Squares(got, words)
			vector.Polar(gotPoints, squares[:n/8*8], words)
			vector.Exp(gotExps, -3, 500)
			assert.Equal(t, [][]float64{squares, points, exps}, [][]float64{got, gotPoints, gotExps}, "n=%d", n)
		})
	}
}

// The lengths are at the seams of the registers (4 and 8), and of two of them. Every set of
// elements that a register may have to keep is there. Of the others, one is below and the
// next above.
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

// An element that equals an end is inside, and so is NaN.
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

// A buffer has whole registers, so functions that work on two leave nothing over.
func TestBuffer(t *testing.T) {
	for n := range 50 {
		buffer := vector.Buffer[float64](n)
		assert.Equal(t, (n+15)/16*16, len(buffer), "n=%d", n)
	}
}

// The sum is the total of eight sums, which every instruction set adds up in the same
// order.
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
