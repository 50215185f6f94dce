// The group's context is given to the quantile, and has ended after g.Wait, when the simulations may have to be done again.
//
//verify:fails agrees
//verify:says newQuantile needs the caller's context
package risk

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	g, ctx := errgroup.WithContext(ctx)
	q, err := newQuantile(ctx, Parallel, p, n, level, seed, kernel)
	if err != nil {
		return Risk{}, err
	}
	tallies := make([]Tally, len(q.chunks))
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range tallies {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			tallies[i] = q.tally(i)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Risk{}, err
	}
	return q.risk(tallies)
}
