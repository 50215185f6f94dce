package pi_test

import (
	"context"
	"math"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
	"speedup.example/pi"
)

func BenchmarkPi(b *testing.B) {
	bench.Table[driver, pi.Kernel, pi.Estimate]{
		Drivers: map[string]driver{"Sequential": pi.Sequential, "Parallel": pi.Parallel, "Limit": cheapest},
		Kernels: map[string]pi.Kernel{"Scalar": pi.Scalar, "Unrolled": pi.Unrolled, "SIMD": pi.SIMD, "Limit": words},
		Run: func(ctx context.Context, size course.Size, drive driver, kernel pi.Kernel) (pi.Estimate, error) {
			return drive(ctx, size.N, 1, kernel)
		},
		Check: func(_ course.Size, e pi.Estimate) error { return bench.Near(e.Pi, math.Pi, 5*e.StdErr) },
	}.Measure(b)
}

// cheapest starts no goroutine for a single chunk: there is nothing to share.
func cheapest(ctx context.Context, n int, seed uint64, kernel pi.Kernel) (pi.Estimate, error) {
	if n <= pi.Chunk {
		return pi.Sequential(ctx, n, seed, kernel)
	}
	return pi.Parallel(ctx, n, seed, kernel)
}

// words draws the random words of n points, as fast as this program can, and does
// nothing with them.
func words(n int, s random.Stream) int {
	if vector.Best() != vector.None {
		v := s.Vector()
		fold := v.Fold((n + 15) / 16)
		return int(fold[0] & 1)
	}
	lanes := s.Lanes()
	a, b, c, d := lanes[0], lanes[1], lanes[2], lanes[3]
	var fold, u, v, w, x uint64
	for range (n + 3) / 4 {
		a, u = a.Next()
		b, v = b.Next()
		c, w = c.Next()
		d, x = d.Next()
		fold ^= u ^ v ^ w ^ x
	}
	return int(fold & 1)
}
