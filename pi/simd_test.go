package pi_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
	"speedup.example/pi"
)

// The rows of SIMD are not in the students' module, and nor is this file.
func init() { table.Kernels["SIMD"] = pi.SIMD }

func TestSIMD(t *testing.T) {
	check.Widths(t, func(t *testing.T) { kernelTests(pi.SIMD).Run(t) })
}

// emulated is SIMD without vector instructions.
func emulated(n int, s random.Stream) (inside int) {
	defer vector.Set(vector.None)()
	return pi.SIMD(n, s)
}

// All vector instructions count the points of the scalar code. The lengths are at the
// seams of a word (2), of the vectors (16), of a step (32) and of the chunks.
func TestSIMDIsItsEmulation(t *testing.T) {
	check.Widths(t, func(t *testing.T) {
		for _, n := range []int{1, 2, 15, 16, 17, 31, 32, 33, 1000, pi.Chunk - 1, pi.Chunk, pi.Chunk + 1} {
			for seed := range uint64(20) {
				s := random.Stream{Seed: seed, Piece: 5}
				assert.Equal(t, emulated(n, s), pi.SIMD(n, s), "n=%d", n)
			}
		}
	})
}

func TestSIMDInParallel(t *testing.T) {
	check.Alone(t, "pi.Parallel", func(t *testing.T) {
		check.Widths(t, func(t *testing.T) { agrees(t, pi.Parallel, pi.SIMD) })
	})
}

// A point is inside if the middle of its cell is: in the corners, on the
// circle, and where integers of 32 bits could overflow.
func TestInsideCircle(t *testing.T) {
	edges := []int{-1 << 15, -1<<15 + 1, -23171, -23170, -182, -181, -1, 0, 1, 180, 181, 23169, 23170, 1<<15 - 2, 1<<15 - 1}
	for _, x := range edges {
		for _, y := range edges {
			want := 0
			if math.Hypot(float64(x)+0.5, float64(y)+0.5) < 1<<15 {
				want = 1
			}
			point := uint32(uint16(x)) | uint32(uint16(y))<<16
			assert.Equal(t, want, pi.InsideCircle(point), "(%d, %d)", x, y)
		}
	}
}

// For every x, the last y inside and the first outside, both ways up. The vector
// instructions agree on all of them. A lane in the state (0, 0, 0, word) draws that word
// next.
func TestCountAtTheCircle(t *testing.T) {
	var points []uint32
	y := 1<<15 - 1
	for x := range 1 << 15 {
		for y > 0 && pi.InsideCircle(uint32(x)|uint32(y)<<16) == 0 {
			y--
		}
		above := min(y+1, 1<<15-1)
		points = append(points, uint32(x)|uint32(y)<<16, uint32(x)|uint32(above)<<16,
			uint32(^uint16(x))|uint32(y)<<16, uint32(uint16(above))|uint32(^uint16(x))<<16)
	}
	check.Widths(t, func(t *testing.T) {
		for batch := range slices.Chunk(points, 2*random.VectorLanes) {
			var v random.Vector
			want := 0
			for i := range v.S[3] {
				word := uint64(batch[2*i]) | uint64(batch[2*i+1])<<32
				v.S[3][i] = word
				want += pi.InsideCircle(batch[2*i]) + pi.InsideCircle(batch[2*i+1])
			}
			require.Equal(t, want, pi.CountSteps(1, &v), "points %x", batch)
		}
	})
}

// This counts all cells: the quarter circle has 2³⁰·π/4 of them, within 2⁻²³.
// (The four quarters are alike, because x and not(x) have the same square.)
func TestGridHasNoBias(t *testing.T) {
	inside, y := 0, 1<<15
	for x := range 1 << 15 {
		for y > 0 && pi.InsideCircle(uint32(x)|uint32(y-1)<<16) == 0 {
			y--
		}
		inside += y
	}
	assert.InEpsilon(t, math.Pi/4, float64(inside)/(1<<30), 1.0/(1<<23))
	assert.InDelta(t, -5.3e-8, float64(inside)/(1<<30)/(math.Pi/4)-1, 0.05e-8)
}
