// Every normal is used with both signs, and the standard error is that of as many independent paths.
//
//verify:fails truth
//verify:says or is the standard error too large?
package options

import "speedup.example/internal/random"

func Unrolled(c Contract, paths int, s random.Stream) Price {
	normals, m := s.Normals(), c.motion()
	var z, both [2]float64
	var sum, squares float64
	for left := paths; left > 0; left -= 2 {
		normals.Fill(z[:1])
		both = [2]float64{z[0], -z[0]}
		growth := both[:min(left, 2)]
		exponentials(growth, m.drift, m.deviation)
		for _, g := range growth {
			x := c.payoff(c.Spot*g) - m.typical
			sum += x
			squares += x * x
		}
	}
	return m.price(sum, squares, paths)
}
