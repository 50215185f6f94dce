// Only whole batches are priced.
//
//verify:fails every-path
//verify:says Every path counts once
package options

import (
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

func Unrolled(c Contract, paths int, s random.Stream) Price {
	normals, m := s.Normals(), c.motion()
	var batch [512]float64
	var sum, squares float64
	for range paths / len(batch) {
		normals.Fill(batch[:])
		vector.Exponentials(batch[:], m.drift, m.deviation)
		for _, growth := range batch {
			x := c.payoff(c.Spot*growth) - m.typical
			sum += x
			squares += x * x
		}
	}
	return m.price(sum, squares, paths)
}
