// The driver returns as soon as the context ends, while calls are still under way.
//
//verify:fails leaks
//verify:says Your function returned at the end of its context, while 4 pieces were still under way
//verify:says Wait for them
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
	done := make(chan error, 1)
	go func() {
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
		done <- g.Wait()
	}()
	select {
	case err := <-done:
		if err != nil {
			return nil, err
		}
		return sums, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
