package pi_test

import (
	"context"
	"math"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/pi"
)

func BenchmarkPi(b *testing.B) {
	for _, n := range bench.Sizes(1_000, 4_000_000, 100_000_000) {
		for _, row := range bench.Rows(pi.Sequential, pi.Parallel, pi.Scalar, pi.Unrolled) {
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
	}
}
