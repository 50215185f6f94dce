// The group's context, which ends with g.Wait, is asked for the error.
//
//verify:fails each-once
//verify:says All pieces were done, and your function returned the error "context canceled"
//verify:fails agrees
//verify:is not-judged
package risk

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	return estimate(ctx, parallelFor, p, n, level, seed, kernel)
}

func parallelFor(ctx context.Context, n int, do func(i int)) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		g.Go(func() error {
			if ctx.Err() == nil {
				do(i)
			}
			return nil
		})
	}
	g.Wait()
	return ctx.Err()
}
