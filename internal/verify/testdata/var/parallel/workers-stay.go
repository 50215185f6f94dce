// The workers wait for more, for ever: nobody closes the channel.
//
//verify:fails leaks
//verify:says goroutines are left behind
//verify:says a channel that is closed
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
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		go func() {
			for i := range jobs {
				if ctx.Err() == nil {
					do(i)
				}
				wg.Done()
			}
		}()
	}
	for i := range n {
		wg.Add(1)
		jobs <- i
	}
	wg.Wait()
	return ctx.Err()
}
