// The numbers are always those of the same stream.
//
//verify:fails truth
//verify:says runs with different seeds give the same answer. The random numbers do not depend on the seed
package pi

import (
	"math/bits"

	"speedup.example/internal/random"
)

func Unrolled(n int, _ random.Stream) (inside int) {
	lanes := random.Stream{Seed: 42}.Lanes()
	for i := range n {
		var word uint64
		lanes[i%4], word = lanes[i%4].Next()
		x, y := word>>32, word&(1<<32-1)
		_, outside := bits.Add64(x*x, y*y, 0)
		inside += int(1 - outside)
	}
	return inside
}
