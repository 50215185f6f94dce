// The lanes are made by adding to the seed, so neighbouring seeds share three of four.
//
//verify:fails seeds
//verify:says Is a stream made by adding something to the seed? Then neighbouring seeds share most of their streams
package pi

import (
	"math/bits"

	"speedup.example/internal/random"
)

func Unrolled(n int, s random.Stream) (inside int) {
	var lanes [4]random.Lane
	for k := range lanes {
		lanes[k] = random.Stream{Seed: s.Seed + uint64(k), Piece: s.Piece}.Lanes()[0]
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
