// The tallies are appended in the order in which the chunks end.
//
//verify:fails agrees
//verify:says Sequential's is
//verify:says does the order of a sum depend on who is first
package risk

import (
	"context"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	q, err := newQuantile(ctx, Parallel, p, n, level, seed, kernel)
	if err != nil {
		return Risk{}, err
	}
	var mu sync.Mutex
	var tallies []Tally
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range q.chunks {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			t := q.tally(i)
			mu.Lock()
			defer mu.Unlock()
			tallies = append(tallies, t)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Risk{}, err
	}
	return q.risk(tallies)
}
