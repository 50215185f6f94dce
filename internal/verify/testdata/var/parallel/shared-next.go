// The workers take the next number from a variable that they share, without a lock.
//
//verify:fails race
//verify:says Two goroutines use the same variable at the same time
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
	next := 0
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for next < n && ctx.Err() == nil {
				i := next
				next++
				do(i)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}
