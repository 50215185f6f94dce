package options

import "speedup.example/internal/random"

// Exponentials is exponentials, for its test.
var Exponentials = exponentials

// Emulated is SIMD also where there are no vector instructions.
func Emulated(c Contract, paths int, s random.Stream) Price { return c.simulate(paths, s) }
