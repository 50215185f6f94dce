// The generator is a variable of the package, and goes on where the last call left it.
//
//verify:fails repeatable
//verify:says Is something kept between the calls, or are the random numbers not from s?
package pi

import (
	"math/bits"

	"speedup.example/internal/random"
)

var lanes = random.Stream{Seed: 1}.Lanes()

func Unrolled(n int, _ random.Stream) (inside int) {
	for i := range n {
		var word uint64
		lanes[i%4], word = lanes[i%4].Next()
		x, y := word>>32, word&(1<<32-1)
		_, outside := bits.Add64(x*x, y*y, 0)
		inside += int(1 - outside)
	}
	return inside
}
