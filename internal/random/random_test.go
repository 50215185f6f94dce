package random_test

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat/distuv"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// The values that the generator's authors give for the state (1, 2), as
// published with Rust's rand_xoshiro.
func TestLaneIsXoroshiro(t *testing.T) {
	lane := random.NewLane(1, 2)
	for _, want := range []uint64{
		393217, 669327710093319, 1732421326133921491, 11394790081659126983, 9555452776773192676,
		3586421180005889563, 1691397964866707553, 10735626796753111697, 15216282715349408991, 14247243556711267923,
	} {
		var got uint64
		lane, got = lane.Next()
		assert.Equal(t, want, got)
	}
}

// The values for the seed 1234567 that Rosetta Code lists.
func TestSplitMix(t *testing.T) {
	next := random.SplitMix(1234567)
	for _, want := range []uint64{
		6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
	} {
		assert.Equal(t, want, next())
	}
}

// words returns the first n words of one of a stream's generators.
func words(s random.Stream, generator, n int) []uint64 {
	out := make([]uint64, n)
	if generator == random.VectorLanes {
		rng := s.Rand()
		for i := range out {
			out[i] = rng.Uint64()
		}
		return out
	}
	v := s.Vector()
	for i := range out {
		out[i] = v.Next()[generator]
	}
	return out
}

// Two independent words differ in 32 of 64 bits on average, with a standard
// deviation of 4. So do any two of the generators of one stream, of streams whose
// seeds or pieces are neighbours or differ in one high bit only, and of streams
// with seed and piece exchanged, at the same place and one apart.
func TestStreamsAreIndependent(t *testing.T) {
	const n = 1000
	var sequences [][]uint64
	for _, s := range []random.Stream{
		{Seed: 41, Piece: 7}, {Seed: 42, Piece: 7}, {Seed: 41, Piece: 8}, {Seed: 42, Piece: 6}, {Seed: 7, Piece: 41}, {},
		{Seed: 41 + 64, Piece: 7}, {Seed: 41 + 1<<40, Piece: 7}, {Seed: 41, Piece: 7 + 1<<40}, {Seed: 41, Piece: 7 + 1<<63},
	} {
		for g := range random.VectorLanes + 1 {
			sequences = append(sequences, words(s, g, n+1))
		}
	}
	for i, a := range sequences {
		for j, b := range sequences[:i] {
			for _, shift := range []int{0, 1} {
				differing := 0
				for k, word := range b[shift : shift+n] {
					differing += bits.OnesCount64(word ^ a[k])
				}
				assert.InDelta(t, 32*n, differing, 5*4*math.Sqrt(n), "sequences %d and %d, shift %d", i, j, shift)
			}
		}
	}
}

// A stream is a value: the same one gives the same numbers again.
func TestStreamsRepeat(t *testing.T) {
	s := random.Stream{Seed: 1, Piece: 2}
	for g := range random.VectorLanes + 1 {
		assert.Equal(t, words(s, g, 10), words(s, g, 10))
	}
}

// The values for the state 1, 2, 3, 4 are those of the authors' program, as the Rust
// crate rand_xoshiro lists them. The lanes are apart.
func TestVectorIsXoshiro(t *testing.T) {
	v := random.Stream{Seed: 5}.Vector()
	for i := range v.S {
		v.S[i][6] = uint64(i + 1)
	}
	for _, want := range []uint64{
		5, 211106232532999, 211106635186183, 9223759065350669058, 9250833439874351877,
		13862484359527728515, 2346507365006083650, 1168864526675804870, 34095955243042024, 3466914240207415127,
	} {
		assert.Equal(t, want, v.Next()[6])
	}
}

// All vector instructions draw the words of the scalar code, and leave the lanes
// behind in the same state.
func TestFold(t *testing.T) {
	check.Widths(t, func(t *testing.T) {
		for _, steps := range []int{0, 1, 2, 3, 1000} {
			v := random.Stream{Seed: 5, Piece: 6}.Vector()
			scalar, want := v, uint64(0)
			for range steps {
				for _, word := range scalar.Next() {
					want ^= word
				}
			}
			assert.Equal(t, want, v.Fold(steps), "%d steps", steps)
			assert.Equal(t, scalar, v)
		}
	})
}

// No two of a million pieces begin alike.
func TestPiecesDiffer(t *testing.T) {
	first := make([]uint64, 1_000_000)
	for piece := range first {
		_, first[piece] = random.Stream{Seed: 3, Piece: uint64(piece)}.Lanes()[0].Next()
	}
	slices.Sort(first)
	assert.Len(t, slices.Compact(first), 1_000_000)
}

type source interface{ Fill(dst []float64) }

// The sources of normals, at the start of a stream.
var sources = map[string]func(random.Stream) source{
	"Normals":       func(s random.Stream) source { return s.Normals() },
	"VectorNormals": func(s random.Stream) source { return s.VectorNormals() },
}

// normals runs a test with n normals of each source, or with a tenth of that
// under -short.
func normals(t *testing.T, n int, test func(t *testing.T, xs []float64)) {
	if testing.Short() {
		n /= 10
	}
	xs := make([]float64, n)
	for name, source := range sources {
		t.Run(name, func(t *testing.T) {
			source(random.Stream{Seed: 11, Piece: 13}).Fill(xs)
			test(t, xs)
		})
	}
}

// The k-th moment of a standard normal is 1·3·…·(k−1) for even k, and 0 for odd
// k; the variance of xᵏ follows from the moment 2k.
func TestNormalMoments(t *testing.T) {
	moment := func(k int) float64 {
		if k%2 == 1 {
			return 0
		}
		product := 1.0
		for odd := 1; odd < k; odd += 2 {
			product *= float64(odd)
		}
		return product
	}
	normals(t, 4_000_000, func(t *testing.T, xs []float64) {
		n := float64(len(xs))
		for k := 1; k <= 8; k++ {
			sum := 0.0
			for _, x := range xs {
				power := x
				for range k - 1 {
					power *= x
				}
				sum += power
			}
			variance := moment(2*k) - moment(k)*moment(k)
			assert.InDelta(t, moment(k), sum/n, 4*math.Sqrt(variance/n), "moment %d", k)
		}
	})
}

// Kolmogorov and Smirnov: the largest distance between the distribution of n
// samples and the true one exceeds 1.95/√n in one case of a thousand. (N.
// Smirnov, "Table for Estimating the Goodness of Fit of Empirical
// Distributions", Ann. Math. Stat. 19:2, 1948.)
func TestNormalDistribution(t *testing.T) {
	normals(t, 10_000_000, func(t *testing.T, xs []float64) {
		slices.Sort(xs)
		n, distance := float64(len(xs)), 0.0
		for i, x := range xs {
			p := distuv.UnitNormal.CDF(x)
			distance = max(distance, p-float64(i)/n, float64(i+1)/n-p)
		}
		assert.Less(t, distance, 1.95/math.Sqrt(n))
	})
}

// Neighbours, and numbers from the same group of a vector, don't correlate, and
// neither do their squares.
func TestNormalsAreIndependent(t *testing.T) {
	normals(t, 4_000_000, func(t *testing.T, xs []float64) {
		for lag := 1; lag <= 17; lag++ {
			var products, squares float64
			for i, x := range xs[lag:] {
				y := xs[i]
				products += x * y
				squares += (x*x - 1) * (y*y - 1)
			}
			n := float64(len(xs) - lag)
			assert.InDelta(t, 0, products/math.Sqrt(n), 5, "lag %d", lag)
			assert.InDelta(t, 0, squares/math.Sqrt(4*n), 5, "squares, lag %d", lag)
		}
	})
}

// The test counts the tails from here on. The ziggurat has its own code for the tail
// beyond 3.65, which few samples reach.
var tailsFrom = [...]float64{3, 3.6541528853610088, 4, 4.5, 5}

// beyond counts the normals in batches of 4096 that are beyond each of
// tailsFrom, on either side.
func beyond(s source, batches int) (below, above [len(tailsFrom)]int) {
	var batch [4096]float64
	for range batches {
		s.Fill(batch[:])
		for _, x := range batch {
			for i := 0; i < len(tailsFrom) && math.Abs(x) > tailsFrom[i]; i++ {
				if x < 0 {
					below[i]++
				} else {
					above[i]++
				}
			}
		}
	}
	return below, above
}

// tails returns an error for each improbable count. Of the 4·10⁷ normals in 10,000
// batches 11.7 are expected beyond 5 on either side. One is possible, but none is
// improbable (e^−11.7 = 8·10⁻⁶).
func tails(s source, batches int) (err error) {
	below, above := beyond(s, batches)
	for i, from := range tailsFrom {
		mean := 4096 * float64(batches) * distuv.UnitNormal.Survival(from)
		if improbable(below[i], mean) {
			err = errors.Join(err, fmt.Errorf("%d below %v, and %.1f are expected", below[i], -from, mean))
		}
		if improbable(above[i], mean) {
			err = errors.Join(err, fmt.Errorf("%d above %v, and %.1f are expected", above[i], from, mean))
		}
	}
	return err
}

// improbable reports whether a count from the Poisson distribution is so low, or so
// high, in less than one case of 10,000.
func improbable(count int, mean float64) bool {
	p := distuv.Poisson{Lambda: mean}
	return p.CDF(float64(count)) < 1e-4 || p.Survival(float64(count-1)) < 1e-4
}

func TestNormalTails(t *testing.T) {
	batches := 10_000
	if testing.Short() {
		batches /= 10
	}
	for name, source := range sources {
		t.Run(name, func(t *testing.T) {
			assert.NoError(t, tails(source(random.Stream{Seed: 11, Piece: 13}), batches))
		})
	}
}

// clamped draws wrong normals: none is beyond 4.8.
type clamped struct{ source }

func (c clamped) Fill(dst []float64) {
	c.source.Fill(dst)
	for i, x := range dst {
		dst[i] = max(-4.8, min(x, 4.8))
	}
}

func TestTailsHaveToReachFive(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes all of the normals to see it")
	}
	wrong := clamped{random.Stream{Seed: 11, Piece: 13}.Normals()}
	assert.EqualError(t, tails(wrong, 10_000), "0 below -5, and 11.7 are expected\n0 above 5, and 11.7 are expected")
}

// Beyond r the distance from r has the mean φ(r)/(1−Φ(r)) − r, and nearly the
// spread of an exponential distribution. Too long or too short a tail moves it.
func TestNormalTailLength(t *testing.T) {
	const r = 3.6541528853610088
	want := distuv.UnitNormal.Prob(r)/distuv.UnitNormal.Survival(r) - r
	normals(t, 20_000_000, func(t *testing.T, xs []float64) {
		count, sum, squares := 0.0, 0.0, 0.0
		for _, x := range xs {
			if s := math.Abs(x) - r; s > 0 {
				count++
				sum += s
				squares += s * s
			}
		}
		assert.InDelta(t, want, sum/count, 3*math.Sqrt(squares/count-want*want)/math.Sqrt(count))
	})
}

// A pair of normals (x, y), eight apart in a group, is a point: exp(−(x²+y²)/2) and the
// angle are uniform, and independent. cells counts points in 64 by 64 cells of equal
// probability, and returns how many standard deviations χ² is from its mean.
func cells(s source, groups int) float64 {
	const side = 64
	var counts [side][side]float64
	var group [16]float64
	for range groups {
		s.Fill(group[:])
		for i := range 8 {
			x, y := group[i], group[i+8]
			u, turn := math.Exp(-(x*x+y*y)/2), math.Atan2(y, x)/(2*math.Pi)+0.5
			counts[min(int(u*side), side-1)][min(int(turn*side), side-1)]++
		}
	}
	expected, sum := 8*float64(groups)/(side*side), 0.0
	for _, row := range counts {
		for _, count := range row {
			sum += (count - expected) * (count - expected) / expected
		}
	}
	const freedom = side*side - 1
	return (sum - freedom) / math.Sqrt(2*freedom)
}

// crooked draws wrong pairs: their angles are one twentieth too large.
type crooked struct{ source }

func (c crooked) Fill(dst []float64) {
	c.source.Fill(dst)
	for i := range 8 {
		angle := 0.05 * math.Abs(math.Atan2(dst[i+8], dst[i]))
		sin, cos := math.Sincos(angle)
		dst[i], dst[i+8] = dst[i]*cos-dst[i+8]*sin, dst[i]*sin+dst[i+8]*cos
	}
}

func TestPairsAreUniform(t *testing.T) {
	const groups = 200_000
	normals := random.Stream{Seed: 11, Piece: 13}.VectorNormals()
	assert.Less(t, math.Abs(cells(normals, groups)), 4.0)
	assert.Greater(t, cells(crooked{normals}, groups), 4.0)
}

// Batches of any lengths are one sequence.
func TestFillInBatches(t *testing.T) {
	for name, source := range sources {
		t.Run(name, func(t *testing.T) {
			want, got := make([]float64, 2000), make([]float64, 2000)
			source(random.Stream{Seed: 11, Piece: 13}).Fill(want)
			batches := source(random.Stream{Seed: 11, Piece: 13})
			for rest, length := got, 0; len(rest) > 0; length++ {
				batch := rest[:min(length, len(rest))]
				batches.Fill(batch)
				rest = rest[len(batch):]
			}
			assert.Equal(t, want, got)
		})
	}
}

// All vector instructions give the bits of the scalar code. The lengths are at the
// seams of the groups (16) and of the batches (512).
func TestVectorNormalsHaveTheSameBits(t *testing.T) {
	const n = 3000
	want := make([]float64, n)
	restore := vector.Set(vector.None)
	random.Stream{Seed: 1, Piece: 2}.VectorNormals().Fill(want)
	restore()
	check.Widths(t, func(t *testing.T) {
		for _, length := range []int{1, 15, 16, 17, 511, 512, 513, n} {
			got := make([]float64, length)
			random.Stream{Seed: 1, Piece: 2}.VectorNormals().Fill(got)
			assert.Equal(t, want[:length], got)
		}
	})
}

// No normal is beyond the one of the smallest uniform number, and none is NaN.
func TestVectorNormalsAreBounded(t *testing.T) {
	const low = 1<<12 - 1 // what the uniform numbers do not take
	us := []uint64{math.MaxUint64, low, math.MaxUint64, 0, math.MaxUint64 - low - 1, 1 << 12, 1 << 63, 3 << 62}
	ts := []uint64{1<<63 + 1<<11, 0, math.MaxUint64, 1 << 63, 1 << 62, 3 << 62, 0, math.MaxUint64 - 1}
	check.Widths(t, func(t *testing.T) {
		squares, dst := make([]float64, 8), make([]float64, 16)
		vector.Squares(squares, us)
		vector.Polar(dst, squares, ts)
		for i, x := range dst {
			assert.LessOrEqual(t, math.Abs(x), math.Sqrt(104*math.Ln2)+1e-11, "%d", i)
		}
		assert.InDelta(t, -math.Sqrt(104*math.Ln2), dst[0], 1e-11)
		assert.Zero(t, dst[1])
	})
}

// Restart drops everything of the stream before, even the normals that were
// drawn but not given out.
func TestVectorNormalsRestart(t *testing.T) {
	want, got := make([]float64, 40), make([]float64, 40)
	random.Stream{Seed: 7}.VectorNormals().Fill(want)
	normals := random.Stream{Seed: 3}.VectorNormals()
	normals.Fill(got[:3])
	normals.Restart(random.Stream{Seed: 7})
	normals.Fill(got)
	assert.Equal(t, want, got)
}
