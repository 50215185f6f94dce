// Every core has a share of its own, and idles when that is done.
//
//verify:fails window
//verify:says a place was free, and stayed empty
package risk

import (
	"context"
	"runtime"
	"sync"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	return estimate(ctx, parallelFor, p, n, level, seed, kernel)
}

func parallelFor(ctx context.Context, n int, do func(i int)) error {
	cores := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for core := range cores {
		wg.Go(func() {
			for i := core; i < n && ctx.Err() == nil; i += cores {
				do(i)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}
