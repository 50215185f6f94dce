package risk_test

import (
	"context"
	"math"
	"sync"

	"speedup.example/internal/random"
	"speedup.example/internal/vector"
	risk "speedup.example/var"
)

// cheapest is the driver of the limit. It starts no goroutine for a single chunk, which
// leaves nothing to share.
func cheapest(ctx context.Context, p risk.Portfolio, n int, level float64, seed uint64, kernel risk.Kernel) (risk.Risk, error) {
	if n <= risk.Chunk {
		return risk.Sequential(ctx, p, n, level, seed, kernel)
	}
	return risk.Parallel(ctx, p, n, level, seed, kernel)
}

// normals draws the normals of n simulations, as fast as this program can, and does
// nothing with them. All returns are 0. One in 25 counts as below the window, and
// one in 50 as inside. So the quantile, one in 20, is inside.
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

// A workspace holds the memory of normals, which is used again, like the kernel's.
type workspace struct {
	normals random.VectorNormals
	batch   []float64
}

var workspaces = sync.Pool{New: func() any { return &workspace{batch: vector.Buffer[float64](512)} }}

var noReturns [risk.Chunk]float64

// inOrder has nothing to do: equal numbers are in order.
func inOrder([]float64, int) {}
