// A goroutine for each piece, which waits for a place in a semaphore of golang.org/x/sync.
//
//verify:passes
package risk

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	return estimate(ctx, parallelFor, p, n, level, seed, kernel)
}

func parallelFor(ctx context.Context, n int, do func(i int)) error {
	places := semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0)))
	var g errgroup.Group
	for i := range n {
		g.Go(func() error {
			if err := places.Acquire(ctx, 1); err != nil {
				return err
			}
			defer places.Release(1)
			if err := ctx.Err(); err != nil {
				return err
			}
			do(i)
			return nil
		})
	}
	return g.Wait()
}
