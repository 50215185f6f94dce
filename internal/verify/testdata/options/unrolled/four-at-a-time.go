// No batches: four paths a turn, in four chains of sums.
//
//verify:passes
package options

import (
	"math"

	"speedup.example/internal/random"
)

func Unrolled(c Contract, paths int, s random.Stream) Price {
	normals, m := s.Normals(), c.motion()
	var sums, squares [4]float64
	var z [4]float64
	for left := paths; left > 0; left -= 4 {
		some := z[:min(left, 4)]
		normals.Fill(some)
		for k, normal := range some {
			x := c.payoff(c.Spot*math.Exp(m.drift+m.deviation*normal)) - m.typical
			sums[k] += x
			squares[k] += x * x
		}
	}
	return m.price(sums[0]+sums[1]+sums[2]+sums[3], squares[0]+squares[1]+squares[2]+squares[3], paths)
}
