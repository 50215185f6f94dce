// Both coordinates are the upper half of the word, so all points are on the diagonal.
//
//verify:fails truth
//verify:says the estimate is biased
package pi

import (
	"math/bits"

	"speedup.example/internal/random"
)

func Unrolled(n int, s random.Stream) (inside int) {
	lanes := s.Lanes()
	for i := range n {
		var word uint64
		lanes[i%4], word = lanes[i%4].Next()
		x, y := word>>32, word>>32
		_, outside := bits.Add64(x*x, y*y, 0)
		inside += int(1 - outside)
	}
	return inside
}
