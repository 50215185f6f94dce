// The goroutines append to one slice, without a lock.
//
//verify:fails race
//verify:says Two goroutines use the same variable at the same time
//verify:says at var/parallel.go:
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
	var tallies []Tally
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range q.chunks {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			tallies = append(tallies, q.tally(i))
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Risk{}, err
	}
	return q.risk(tallies)
}
