// It shares out the calls by a division, and forgets the last few.
//
//verify:fails each-once
//verify:says The last 3 of 11 pieces were never done (GOMAXPROCS is 4)
//verify:says the remainder is work too
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
	procs := runtime.GOMAXPROCS(0)
	share := len(ns) / procs
	g, ctx := errgroup.WithContext(ctx)
	for p := range procs {
		from, to := p*share, (p+1)*share
		g.Go(func() error {
			for i := from; i < to; i++ {
				if err := ctx.Err(); err != nil {
					return err
				}
				sums[i] = sum(ns[i])
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return sums, nil
}
