// The standard error is that of the textbook, even if no path has paid.
//
//verify:fails standard-error
//verify:says Paths that hardly ever pay can't tell their standard error
package options

import (
	"math"

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
			x := c.payoff(c.Spot*growth) - m.typical
			sum += x
			squares += x * x
		}
	}
	if paths == 1 {
		return m.price(sum, squares, 1)
	}
	n := float64(paths)
	return Price{m.discount * (m.typical + sum/n), m.discount * math.Sqrt(max(0, squares-sum*sum/n)/(n-1)/n)}
}
