// The numbers are those of math/rand/v2's own generator, which nobody can seed.
//
//verify:fails repeatable
//verify:says Is something kept between the calls, or are the random numbers not from s?
package pi

import (
	"math/rand/v2"

	"speedup.example/internal/random"
)

func Unrolled(n int, _ random.Stream) (inside int) {
	for range n {
		if x, y := rand.Float64(), rand.Float64(); x*x+y*y < 1 {
			inside++
		}
	}
	return inside
}
