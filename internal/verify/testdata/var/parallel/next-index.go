// As many workers as there are cores, which take the next number from an atomic counter.
//
//verify:passes
package risk

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	return estimate(ctx, parallelFor, p, n, level, seed, kernel)
}

func parallelFor(ctx context.Context, n int, do func(i int)) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}
