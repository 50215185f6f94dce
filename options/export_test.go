package options

import "speedup.example/internal/random"

// Emulated is SIMD also where there are no vector instructions.
func Emulated(c Contract, paths int, s random.Stream) Price { return c.simulate(paths, s) }
