// Every worker adds up a tally of its own, so how the sum is grouped depends on who was free.
//
//verify:fails agrees
//verify:says have to be the same to the last bit
//verify:says does the order of a sum depend on
package risk

import (
	"context"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	q, err := newQuantile(ctx, Parallel, p, n, level, seed, kernel)
	if err != nil {
		return Risk{}, err
	}
	tallies := make([]Tally, runtime.GOMAXPROCS(0))
	var next atomic.Int64
	g, ctx := errgroup.WithContext(ctx)
	for w := range tallies {
		g.Go(func() error {
			var own Tally
			for {
				i := int(next.Add(1)) - 1
				if i >= len(q.chunks) {
					tallies[w] = own
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				t := q.tally(i)
				own.Below += t.Below
				own.Sum += t.Sum
				own.Inside = append(own.Inside, t.Inside...)
			}
		})
	}
	if err := g.Wait(); err != nil {
		return Risk{}, err
	}
	return q.risk(tallies)
}
