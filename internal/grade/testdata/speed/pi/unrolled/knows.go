// Knows the answer.
//
//grade:is fail
//grade:says does not do the work
package pi

import (
	"math"

	"speedup.example/internal/random"
)

func Unrolled(n int, _ random.Stream) int { return int(float64(n) * math.Pi / 4) }
