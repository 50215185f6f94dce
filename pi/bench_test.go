package pi_test

import (
	"context"
	"math"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
	"speedup.example/pi"
)

func BenchmarkPi(b *testing.B) {
	for _, n := range bench.Sizes(1_000, 4_000_000, 100_000_000) {
		rows := bench.Rows(pi.Sequential, pi.Parallel, pi.Scalar, pi.Unrolled)
		rows = append(rows, bench.SIMD(pi.Sequential, pi.Parallel, pi.SIMD)...)
		for _, row := range rows {
			bench.Measure(b, bench.Cell[pi.Estimate]{
				N: n, Impl: row.Impl, Units: n, Unit: "sample",
				Run: func(ctx context.Context) (pi.Estimate, error) {
					return row.Drive(ctx, n, 1, row.Kernel)
				},
				Check: func(e pi.Estimate) error {
					return bench.Near(e.Pi, math.Pi, 5*e.StdErr)
				},
			})
		}
		drive := pi.Parallel
		if n <= pi.Chunk { // one chunk, and nothing to share
			drive = pi.Sequential
		}
		bench.Limit(b, n, n, "sample", func(ctx context.Context) error {
			_, err := drive(ctx, n, 1, words)
			return err
		})
	}
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
