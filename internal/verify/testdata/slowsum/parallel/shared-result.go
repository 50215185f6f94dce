// All goroutines write their sum to one variable on its way into the slice.
//
//verify:fails race
//verify:says Two goroutines use the same variable at the same time, and one of them writes to it at slowsum/parallel.go:
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
	var result Sum
	sums := make([]Sum, len(ns))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, n := range ns {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			result = sum(n)
			sums[i] = result
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return sums, nil
}
