// The stream is that of the piece, with a seed of its own.
//
//verify:fails seeds
//verify:says The random numbers do not depend on the seed
package options

import (
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

func Unrolled(c Contract, paths int, s random.Stream) Price {
	normals, m := random.Stream{Seed: 1, Piece: s.Piece}.Normals(), c.motion()
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
