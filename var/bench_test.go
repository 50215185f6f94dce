package risk_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	risk "speedup.example/var"
)

// n is the number of simulations of the lecture's portfolio of four assets.
func BenchmarkVar(b *testing.B) {
	const level = 0.95
	portfolio := risk.Lecture()
	truth, err := risk.Normal(portfolio, level)
	require.NoError(b, err)
	bench.Table[driver, risk.Kernel, risk.Risk]{
		Drivers: map[string]driver{"Sequential": risk.Sequential, "Parallel": risk.Parallel, "Limit": cheapest},
		Kernels: map[string]risk.Kernel{
			"Scalar": risk.Scalar, "Unrolled": risk.Unrolled, "SIMD": risk.SIMD,
			"Limit": {Simulate: normals, Lowest: inOrder},
		},
		Run: func(ctx context.Context, size course.Size, drive driver, kernel risk.Kernel) (risk.Risk, error) {
			return drive(ctx, portfolio, size.N, level, 1, kernel)
		},
		Check: func(_ course.Size, r risk.Risk) error {
			return bench.Near(r.VaR, truth.VaR, 1.5*(r.High-r.Low)) // six standard errors
		},
	}.Measure(b)
}
