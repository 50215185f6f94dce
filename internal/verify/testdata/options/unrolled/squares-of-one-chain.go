// The squares of the second chain are not added.
//
//verify:fails standard-error
//verify:says are both over all paths, the squares too?
package options

import (
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

func Unrolled(c Contract, paths int, s random.Stream) Price {
	normals, m := s.Normals(), c.motion()
	var batch [512]float64
	var sum, other, squares float64
	for left := paths; left > 0; left -= len(batch) {
		z := batch[:min(left, len(batch))]
		normals.Fill(z)
		vector.Exponentials(z, m.drift, m.deviation)
		for ; len(z) >= 2; z = z[2:] {
			x, y := c.payoff(c.Spot*z[0])-m.typical, c.payoff(c.Spot*z[1])-m.typical
			sum += x
			squares += x * x
			other += y
		}
		for _, growth := range z {
			x := c.payoff(c.Spot*growth) - m.typical
			sum += x
			squares += x * x
		}
	}
	return m.price(sum+other, squares, paths)
}
