package slowsum

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Parallel returns the sums that [Sequential] does, in the order of ns, with as
// many calls under way at a time as GOMAXPROCS allows.
//
// Goroutines run on all cores and share memory, so what the lecture needs
// processes for, here is a loop: every call writes to an element of its own.
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
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return sums, nil
}
