// One coordinate has 31 bits and the other 32, as if they were in the same unit.
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
		x, y := word>>33, word&(1<<32-1)
		_, outside := bits.Add64(x*x, y*y, 0)
		inside += int(1 - outside)
	}
	return inside
}
