// No darts at all: the answer is computed from the π that was to be found.
//
//verify:fails truth
//verify:says The random numbers do not depend on the seed, or there are none
package pi

import (
	"math"

	"speedup.example/internal/random"
)

func Unrolled(n int, _ random.Stream) (inside int) {
	return int(math.Round(float64(n) * math.Pi / 4))
}
