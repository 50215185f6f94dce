// The payoffs are summed whole, and m.price adds the typical one once more.
//
//verify:fails truth
//verify:says the estimate is biased
package options

import (
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

func Unrolled(c Contract, paths int, s random.Stream) Price {
	normals, m := s.Normals(), c.motion()
	var batch [512]float64
	var sum, squares float64
	for left := paths; left > 0; left -= len(batch) {
		z := batch[:min(left, len(batch))]
		normals.Fill(z)
		vector.Exponentials(z, m.drift, m.deviation)
		for _, growth := range z {
			x := c.payoff(c.Spot * growth)
			sum += x
			squares += x * x
		}
	}
	return m.price(sum, squares, paths)
}
