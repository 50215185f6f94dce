package pi_test

import (
	"context"
	"math"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
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
