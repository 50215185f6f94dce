// The driver stops when the context ends, and returns an error of its own making.
//
//verify:fails cancels
//verify:says which doesn't say so. Return ctx.Err(), or wrap it with %w
package slowsum

import (
	"context"
	"errors"
	"runtime"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, ns []int64, sum Kernel) ([]Sum, error) {
	if err := check(ns); err != nil {
		return nil, err
	}
	sums := make([]Sum, len(ns))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, n := range ns {
		g.Go(func() error {
			select {
			case <-ctx.Done():
				return errors.New("slowsum: cancelled")
			default:
				sums[i] = sum(n)
				return nil
			}
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return sums, nil
}
