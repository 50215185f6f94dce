package pi_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

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
