// The sums are appended, behind a lock, in the order in which the calls end.
//
//verify:fails order
//verify:says the answers are in the order in which the pieces ended
//verify:says Let every piece write to an element of its own, answers[i]
package slowsum

import (
	"context"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, ns []int64, sum Kernel) ([]Sum, error) {
	if err := check(ns); err != nil {
		return nil, err
	}
	var mu sync.Mutex
	var sums []Sum
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, n := range ns {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			s := sum(n)
			mu.Lock()
			defer mu.Unlock()
			sums = append(sums, s)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return sums, nil
}
