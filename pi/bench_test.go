package pi_test

import (
	"context"
	"math"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	"speedup.example/internal/limit"
	"speedup.example/internal/random"
	"speedup.example/pi"
)

var table = bench.Table[driver, pi.Kernel, pi.Estimate]{
	Drivers: map[string]driver{"Sequential": pi.Sequential, "Parallel": pi.Parallel, "Limit": cheapest},
	Kernels: map[string]pi.Kernel{"Scalar": pi.Scalar, "Unrolled": pi.Unrolled, "Limit": words},
	Run: func(ctx context.Context, size course.Size, drive driver, kernel pi.Kernel) (pi.Estimate, error) {
		return drive(ctx, size.N, size.Seed, kernel)
	},
	Check: func(_ course.Size, e pi.Estimate) error { return bench.Near(e.Pi, math.Pi, 5*e.StdErr) },
}

func BenchmarkPi(b *testing.B) { table.Measure(b) }

// cheapest is the driver of the limit. It starts no goroutine for a single chunk, which
// leaves nothing to share.
func cheapest(ctx context.Context, n int, seed uint64, kernel pi.Kernel) (pi.Estimate, error) {
	if n <= pi.Chunk {
		return pi.Sequential(ctx, n, seed, kernel)
	}
	return pi.Parallel(ctx, n, seed, kernel)
}

// words is the kernel of the limit: it draws the points, and doesn't look at them.
func words(n int, s random.Stream) int { return int(limit.Words(n, s) & 1) }
