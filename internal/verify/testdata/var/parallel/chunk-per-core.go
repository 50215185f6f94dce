// The simulations are cut into as many chunks as there are cores, so that the answer depends on the machine.
//
//verify:fails streams
//verify:says they must not depend on the number of cores or workers
package risk

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/pieces"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	q, err := newQuantile(ctx, Parallel, p, n, level, seed, kernel)
	if err != nil {
		return Risk{}, err
	}
	cores := runtime.GOMAXPROCS(0)
	q.chunks = pieces.Split(n, (n+cores-1)/cores)
	tallies := make([]Tally, len(q.chunks))
	g, ctx := errgroup.WithContext(ctx)
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
