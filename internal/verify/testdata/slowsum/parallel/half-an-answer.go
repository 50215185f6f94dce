// At the end of the context the sums so far come back beside the error.
//
//verify:fails cancels
//verify:says Half an answer could be taken for a whole one
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
	sums := make([]Sum, len(ns))
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
	return sums, g.Wait()
}
