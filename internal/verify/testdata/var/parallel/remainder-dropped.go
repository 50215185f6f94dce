// Every worker gets as many chunks as every other, and the remainder is dropped.
//
//verify:fails each-once
//verify:says The last 3 of 11 pieces were never done (GOMAXPROCS is 4)
//verify:says the remainder is work too
package risk

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	q, err := newQuantile(ctx, Parallel, p, n, level, seed, kernel)
	if err != nil {
		return Risk{}, err
	}
	tallies := make([]Tally, len(q.chunks))
	workers := min(runtime.GOMAXPROCS(0), len(tallies))
	share := len(tallies) / workers
	g, ctx := errgroup.WithContext(ctx)
	for w := range workers {
		g.Go(func() error {
			for i := w * share; i < (w+1)*share; i++ {
				if err := ctx.Err(); err != nil {
					return err
				}
				tallies[i] = q.tally(i)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Risk{}, err
	}
	return q.risk(tallies)
}
