// Two paths a turn, and the last of an odd number is forgotten.
//
//verify:fails every-path
//verify:says the number of paths need not be a multiple of what a turn of the loop takes
package options

import "speedup.example/internal/random"

func Unrolled(c Contract, paths int, s random.Stream) Price {
	normals, m := s.Normals(), c.motion()
	var batch [512]float64
	var sum, other, squares, otherSquares float64
	for left := paths; left > 0; left -= len(batch) {
		z := batch[:min(left, len(batch))]
		normals.Fill(z)
		exponentials(z, m.drift, m.deviation)
		for i := 0; i+1 < len(z); i += 2 {
			x, y := c.payoff(c.Spot*z[i])-m.typical, c.payoff(c.Spot*z[i+1])-m.typical
			sum += x
			squares += x * x
			other += y
			otherSquares += y * y
		}
	}
	return m.price(sum+other, squares+otherSquares, paths)
}
