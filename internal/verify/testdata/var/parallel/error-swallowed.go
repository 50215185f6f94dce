// Nobody asks g.Wait for the error, so that q.risk finds chunks missing.
//
//verify:fails cancels
//verify:says by which nobody can tell
//verify:says Return ctx.Err()
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
	g, ctx := errgroup.WithContext(ctx)
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
	g.Wait()
	return q.risk(tallies)
}
