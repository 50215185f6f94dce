// All four lanes are copies of the first, so every point is counted four times.
//
//verify:fails truth
//verify:says Samples that should be independent repeat one another: the same stream in several places, lanes that begin alike
package pi

import (
	"math/bits"

	"speedup.example/internal/random"
)

func Unrolled(n int, s random.Stream) (inside int) {
	lane := s.Lanes()[0]
	lanes := [4]random.Lane{lane, lane, lane, lane}
	for i := range n {
		var word uint64
		lanes[i%4], word = lanes[i%4].Next()
		x, y := word>>32, word&(1<<32-1)
		_, outside := bits.Add64(x*x, y*y, 0)
		inside += int(1 - outside)
	}
	return inside
}
