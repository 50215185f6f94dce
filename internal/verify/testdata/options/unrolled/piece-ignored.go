// The stream is that of the seed only, so all contracts are priced from the same paths.
//
//verify:fails seeds
//verify:says Samples that should be independent repeat one another: the same stream in several places
package options

import (
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

func Unrolled(c Contract, paths int, s random.Stream) Price {
	normals, m := random.Stream{Seed: s.Seed}.Normals(), c.motion()
	var batch [512]float64
	var sum, squares float64
	for left := paths; left > 0; left -= len(batch) {
		z := batch[:min(left, len(batch))]
		normals.Fill(z)
		vector.Exponentials(z, m.drift, m.deviation)
		for _, growth := range z {
			x := c.payoff(c.Spot*growth) - m.typical
			sum += x
			squares += x * x
		}
	}
	return m.price(sum, squares, paths)
}
