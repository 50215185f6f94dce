package risk

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Parallel estimates the risk as [Sequential] does, to the last bit, with as
// many chunks under way at a time as GOMAXPROCS allows.
//
// Each chunk sorts its own returns. (The lecture sorts all of them at the end.)
func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	return estimate(ctx, parallelFor, p, n, level, seed, kernel)
}

// parallelFor is the [loop] that has as many calls under way at a time as
// GOMAXPROCS allows. In OpenMP it is "parallel for", in the lecture prange.
//
//lab:stub Call do(i) for every i in [0, n), as many at a time as GOMAXPROCS allows, and return when all calls have returned.
//lab:hint You have written this loop before, around the work of another exercise. Which of its lines know what the work is? Here the work is do(i).
//lab:hint Start from sequentialFor. The group, the limit and the context are those of your other drivers. No call returns anything, so there is nothing to collect.
//lab:hint Make a group with errgroup.WithContext, SetLimit(runtime.GOMAXPROCS(0)), and g.Go for every i. Inside g.Go: return ctx.Err() if there is one, else call do(i) and return nil. Return what g.Wait returns.
func parallelFor(ctx context.Context, n int, do func(i int)) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			do(i)
			return nil
		})
	}
	return g.Wait()
}
