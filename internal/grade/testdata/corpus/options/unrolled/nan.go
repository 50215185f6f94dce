// Answers what is no number, and compares as nothing.
//
//grade:is fail
package options

import (
	"math"

	"speedup.example/internal/random"
)

func Unrolled(Contract, int, random.Stream) Price {
	return Price{Value: math.NaN(), StdErr: math.NaN()}
}
