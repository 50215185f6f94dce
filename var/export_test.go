package risk

import "context"

// Sift exports sift for its test.
func (t *Tally) Sift(batch []float64, w Window) { t.sift(batch, w) }

// The loops, for their tests.
var (
	SequentialFor = sequentialFor
	ParallelFor   = parallelFor
)

// Rank returns the rank of the value at risk among n returns, from 0.
func Rank(n int, level float64) int { return newQuantile(n, 1-level).rank }

// Driver returns the driver that has the given loop.
func Driver(each func(ctx context.Context, n int, do func(i int)) error) func(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	return func(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
		return estimate(ctx, each, p, n, level, seed, kernel)
	}
}
