package risk_test

import (
	"context"
	"math"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	"speedup.example/internal/limit"
	"speedup.example/internal/random"
	risk "speedup.example/var"
)

// n is the number of simulations of the lecture's portfolio of four assets.
var table = bench.Table[driver, risk.Kernel, risk.Risk]{
	Drivers: map[string]driver{"Sequential": risk.Sequential, "Parallel": risk.Parallel, "Limit": cheapest},
	Kernels: map[string]risk.Kernel{
		"Scalar": risk.Scalar, "Unrolled": risk.Unrolled, "Limit": {Simulate: normals, Lowest: inOrder},
	},
	Run: func(ctx context.Context, size course.Size, drive driver, kernel risk.Kernel) (risk.Risk, error) {
		return drive(ctx, portfolio, size.N, level, size.Seed, kernel)
	},
	Check: func(_ course.Size, r risk.Risk) error {
		truth, err := risk.Normal(portfolio, level)
		if err != nil {
			return err
		}
		return bench.Near(r.VaR, truth.VaR, 1.5*(r.High-r.Low)) // six standard errors
	},
}

var portfolio = risk.Lecture()

const level = 0.95

func BenchmarkVar(b *testing.B) { table.Measure(b) }

// cheapest is the driver of the limit. It starts no goroutine for a single chunk, which
// leaves nothing to share.
func cheapest(ctx context.Context, p risk.Portfolio, n int, level float64, seed uint64, kernel risk.Kernel) (risk.Risk, error) {
	if n <= risk.Chunk {
		return risk.Sequential(ctx, p, n, level, seed, kernel)
	}
	return risk.Parallel(ctx, p, n, level, seed, kernel)
}

// normals is the first half of the limit's kernel: it draws the normals of n simulations,
// and all returns are 0. One in 25 counts as below the window, and one in 50 as inside. So
// the quantile, one in 20, is inside.
func normals(m *risk.Model, n int, w risk.Window, s random.Stream) risk.Tally {
	limit.Normals(n*m.Assets(), s)
	if math.IsInf(w.High, 1) {
		return risk.Tally{Inside: noReturns[:n]}
	}
	return risk.Tally{Below: n / 25, Inside: noReturns[:n/50]}
}

var noReturns [risk.Chunk]float64

// inOrder has nothing to do: equal numbers are in order.
func inOrder([]float64, int) {}
