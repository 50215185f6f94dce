package risk_test

import (
	"context"
	"math"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"speedup.example/internal/bench"
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
	risk "speedup.example/var"
)

// n is the number of simulations of the lecture's portfolio of four assets.
func BenchmarkVar(b *testing.B) {
	const level = 0.95
	portfolio := risk.Lecture()
	truth, err := risk.Normal(portfolio, level)
	require.NoError(b, err)
	for _, n := range bench.Sizes(100, 500_000, 10_000_000) {
		rows := bench.Rows(risk.Sequential, risk.Parallel, risk.Scalar, risk.Unrolled)
		rows = append(rows, bench.SIMD(risk.Sequential, risk.Parallel, risk.SIMD)...)
		for _, row := range rows {
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
		drive := risk.Parallel
		if n <= risk.Chunk { // one chunk, and nothing to share
			drive = risk.Sequential
		}
		bench.Limit(b, n, n, "sim", func(ctx context.Context) error {
			_, err := drive(ctx, portfolio, n, level, 1, risk.Kernel{Simulate: normals, Lowest: inOrder})
			return err
		})
	}
}

// normals draws the normals of n simulations, as fast as this program can, and does
// nothing with them. All returns are 0; of those, one in 25 counts as below the
// window, and one in 50 as inside: so the quantile, one in 20, is among the latter.
func normals(m *risk.Model, n int, w risk.Window, s random.Stream) risk.Tally {
	work := workspaces.Get().(*workspace)
	defer workspaces.Put(work)
	fill, batch := s.Normals().Fill, work.batch
	if vector.Best() != vector.None {
		work.normals.Restart(s)
		fill = work.normals.Fill
	}
	for left := n * m.Assets(); left > 0; left -= len(batch) {
		fill(batch[:min(left, len(batch))])
	}
	if math.IsInf(w.High, 1) {
		return risk.Tally{Inside: noReturns[:n]}
	}
	return risk.Tally{Below: n / 25, Inside: noReturns[:n/50]}
}

// A workspace is what normals needs, and is used again as the kernel's is.
type workspace struct {
	normals random.VectorNormals
	batch   []float64
}

var workspaces = sync.Pool{New: func() any { return &workspace{batch: vector.Buffer(512)} }}

var noReturns [risk.Chunk]float64

// inOrder has nothing to do: equal numbers are in order.
func inOrder([]float64, int) {}
