// A goroutine for every piece, all at once.
//
//verify:fails overlap
//verify:says All 11 pieces began at once, and 4 were allowed
//verify:says g.SetLimit makes g.Go wait for a free place
package risk

import (
	"context"
	"sync"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	return estimate(ctx, parallelFor, p, n, level, seed, kernel)
}

func parallelFor(ctx context.Context, n int, do func(i int)) error {
	var wg sync.WaitGroup
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		wg.Go(func() { do(i) })
	}
	wg.Wait()
	return ctx.Err()
}
