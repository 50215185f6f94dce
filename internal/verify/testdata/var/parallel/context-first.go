// A context of its own, which is cancelled at the end, comes before everything else.
//
//verify:passes
package risk

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	q, err := newQuantile(ctx, Parallel, p, n, level, seed, kernel)
	if err != nil {
		return Risk{}, err
	}
	tallies := make([]Tally, len(q.chunks))
	var g errgroup.Group
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
