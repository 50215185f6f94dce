// The squares are those of the payoffs themselves, which leaves no digits where they are all alike.
//
//verify:fails standard-error
//verify:says m.price takes the sums of what the payoffs exceed m.typical by
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
			x := c.payoff(c.Spot * growth)
			sum += x
			squares += x * x
		}
	}
	n := float64(paths)
	p := Price{m.discount * sum / n, math.Inf(1)}
	if paths > 1 {
		p.StdErr = m.discount * math.Sqrt((squares-sum*sum/n)/(n-1)/n)
	}
	return p
}
