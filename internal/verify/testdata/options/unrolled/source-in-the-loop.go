// Every batch begins the stream again, and draws the same numbers.
//
//verify:fails truth
//verify:says Samples that should be independent repeat one another
package options

import (
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

func Unrolled(c Contract, paths int, s random.Stream) Price {
	m := c.motion()
	var batch [512]float64
	var sum, squares float64
	for left := paths; left > 0; left -= len(batch) {
		z := batch[:min(left, len(batch))]
		s.Normals().Fill(z)
		vector.Exponentials(z, m.drift, m.deviation)
		for _, growth := range z {
			x := c.payoff(c.Spot*growth) - m.typical
			sum += x
			squares += x * x
		}
	}
	return m.price(sum, squares, paths)
}
