// A goroutine for each piece, and a channel of as many places as there are cores.
//
//verify:passes
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
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i := range n {
		places <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		wg.Go(func() {
			defer func() { <-places }()
			do(i)
		})
	}
	wg.Wait()
	return ctx.Err()
}
