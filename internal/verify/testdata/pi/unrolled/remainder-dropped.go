// Four samples a turn, and the last n%4 are forgotten.
//
//verify:fails every-sample
//verify:says n need not be a multiple of what a turn of the loop takes: the last samples count, too
package pi

import (
	"math/bits"

	"speedup.example/internal/random"
)

func Unrolled(n int, s random.Stream) (inside int) {
	lanes := s.Lanes()
	for range n / 4 {
		for k := range lanes {
			var word uint64
			lanes[k], word = lanes[k].Next()
			x, y := word>>32, word&(1<<32-1)
			_, outside := bits.Add64(x*x, y*y, 0)
			inside += int(1 - outside)
		}
	}
	return inside
}
