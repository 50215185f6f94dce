package pi_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/pi"
)

func TestEmulated(t *testing.T) { kernelTests(pi.Emulated).Run(t) }

// A point is inside as its cell's middle is, in the corners and on the circle,
// also where integers of 32 bits could overflow.
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

// For every x, the last y inside and the first outside, each way up: the vector
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

// All cells, counted: the quarter circle has 2³⁰·π/4 of them, within 2⁻²³. (The
// four quarters are alike, as x and not(x) have the same square.)
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
