// The machine's cores are counted, whatever GOMAXPROCS allows.
//
//verify:fails overlap
//verify:says (the limit is
package slowsum

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, ns []int64, sum Kernel) ([]Sum, error) {
	if err := check(ns); err != nil {
		return nil, err
	}
	sums := make([]Sum, len(ns))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.NumCPU())
	for i, n := range ns {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			sums[i] = sum(n)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return sums, nil
}
