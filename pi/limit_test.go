package pi_test

import (
	"context"

	"speedup.example/internal/random"
	"speedup.example/internal/vector"
	"speedup.example/pi"
)

// cheapest is the driver of the limit. It starts no goroutine for a single chunk, which
// leaves nothing to share.
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
		return int(v.Fold((n+2*random.VectorLanes-1)/(2*random.VectorLanes)) & 1)
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
