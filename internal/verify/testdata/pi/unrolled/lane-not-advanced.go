// The new state of the lane is thrown away, so all points are the same.
//
//verify:fails truth
//verify:says Samples that should be independent repeat one another
package pi

import (
	"math/bits"

	"speedup.example/internal/random"
)

func Unrolled(n int, s random.Stream) (inside int) {
	lanes := s.Lanes()
	for i := range n {
		_, word := lanes[i%4].Next()
		x, y := word>>32, word&(1<<32-1)
		_, outside := bits.Add64(x*x, y*y, 0)
		inside += int(1 - outside)
	}
	return inside
}
