// The slice has room for the sums, but no elements to write to.
//
//verify:fails agrees
//verify:says slowsum.Parallel panics at slowsum/parallel.go:
//verify:says index out of range
package slowsum

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, ns []int64, sum Kernel) ([]Sum, error) {
	if err := checkCalls(ns); err != nil {
		return nil, err
	}
	sums := make([]Sum, 0, len(ns))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
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
