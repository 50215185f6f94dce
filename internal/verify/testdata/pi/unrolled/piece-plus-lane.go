// The lanes are those of the next pieces, so neighbouring chunks share three of four.
//
//verify:fails truth
//verify:says Samples that should be independent repeat one another: the same stream in several places
package pi

import (
	"math/bits"

	"speedup.example/internal/random"
)

func Unrolled(n int, s random.Stream) (inside int) {
	var lanes [4]random.Lane
	for k := range lanes {
		lanes[k] = random.Stream{Seed: s.Seed, Piece: s.Piece + uint64(k)}.Lanes()[0]
	}
	for i := range n {
		var word uint64
		lanes[i%4], word = lanes[i%4].Next()
		x, y := word>>32, word&(1<<32-1)
		_, outside := bits.Add64(x*x, y*y, 0)
		inside += int(1 - outside)
	}
	return inside
}
