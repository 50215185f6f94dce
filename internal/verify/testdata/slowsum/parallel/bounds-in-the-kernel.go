// The arguments are checked one by one, by a rule of the student's own.
//
//verify:fails bad-input
//verify:says Check the arguments first, as Sequential does
package slowsum

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, ns []int64, sum Kernel) ([]Sum, error) {
	sums := make([]Sum, len(ns))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, n := range ns {
		g.Go(func() error {
			if n < 1 || n > MaxN {
				return fmt.Errorf("invalid n %d", n)
			}
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
