// The source of normals is kept between the calls, to save the time of making one.
//
//verify:fails repeatable
//verify:says Is something kept between the calls, or are the random numbers not from s?
package options

import (
	"sync"

	"speedup.example/internal/random"
)

var (
	mu      sync.Mutex
	normals = random.Stream{Seed: 1}.Normals()
)

func Unrolled(c Contract, paths int, _ random.Stream) Price {
	m := c.motion()
	var batch [512]float64
	var sum, squares float64
	for left := paths; left > 0; left -= len(batch) {
		z := batch[:min(left, len(batch))]
		mu.Lock()
		normals.Fill(z)
		mu.Unlock()
		exponentials(z, m.drift, m.deviation)
		for _, growth := range z {
			x := c.payoff(c.Spot*growth) - m.typical
			sum += x
			squares += x * x
		}
	}
	return m.price(sum, squares, paths)
}
