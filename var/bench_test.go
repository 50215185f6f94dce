package risk_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"speedup.example/internal/bench"
	risk "speedup.example/var"
)

// n is the number of simulations of the lecture's portfolio of four assets.
func BenchmarkVar(b *testing.B) {
	const level = 0.95
	portfolio := risk.Lecture()
	truth, err := risk.Normal(portfolio, level)
	require.NoError(b, err)
	for _, n := range bench.Sizes(100, 500_000, 10_000_000) {
		for _, row := range bench.Rows(risk.Sequential, risk.Parallel, risk.Scalar, risk.Unrolled) {
			bench.Measure(b, bench.Cell[risk.Risk]{
				N: n, Impl: row.Impl, Units: n, Unit: "sim",
				Run: func(ctx context.Context) (risk.Risk, error) {
					return row.Drive(ctx, portfolio, n, level, 1, row.Kernel)
				},
				Check: func(r risk.Risk) error {
					return bench.Near(r.VaR, truth.VaR, 1.5*(r.High-r.Low)) // six standard errors
				},
			})
		}
	}
}
