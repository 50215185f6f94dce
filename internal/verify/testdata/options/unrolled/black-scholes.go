// The formula's price, with a standard error that looks as if it were simulated.
//
//verify:fails truth
//verify:says give the same answer. The random numbers do not depend on the seed, or there are none
package options

import (
	"math"

	"speedup.example/internal/random"
)

func Unrolled(c Contract, paths int, _ random.Stream) Price {
	return Price{Value: BlackScholes(c), StdErr: c.Spot * c.motion().deviation / math.Sqrt(float64(paths))}
}
