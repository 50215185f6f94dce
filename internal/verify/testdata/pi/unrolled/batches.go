// Words are drawn a batch at a time, and counted in a second loop.
//
//verify:passes
package pi

import (
	"math/bits"

	"speedup.example/internal/random"
)

func Unrolled(n int, s random.Stream) (inside int) {
	lanes := s.Lanes()
	var words [256]uint64
	for left := n; left > 0; left -= len(words) {
		batch := words[:min(left, len(words))]
		for i := range batch {
			lanes[i%4], batch[i] = lanes[i%4].Next()
		}
		for _, word := range batch {
			x, y := uint64(uint32(word)), word>>32
			_, outside := bits.Add64(x*x, y*y, 0)
			inside += 1 - int(outside)
		}
	}
	return inside
}
