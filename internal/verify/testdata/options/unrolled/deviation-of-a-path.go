// The standard error is not divided by the root of the number of paths.
//
//verify:fails truth
//verify:says or is the standard error too large?
package options

import (
	"math"

	"speedup.example/internal/random"
)

func Unrolled(c Contract, paths int, s random.Stream) Price {
	normals, m := s.Normals(), c.motion()
	var batch [512]float64
	var sum, squares float64
	for left := paths; left > 0; left -= len(batch) {
		z := batch[:min(left, len(batch))]
		normals.Fill(z)
		exponentials(z, m.drift, m.deviation)
		for _, growth := range z {
			x := c.payoff(c.Spot*growth) - m.typical
			sum += x
			squares += x * x
		}
	}
	p := m.price(sum, squares, paths)
	p.StdErr *= math.Sqrt(float64(paths))
	return p
}
