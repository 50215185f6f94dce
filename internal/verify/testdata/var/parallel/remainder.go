// Every core does n/cores pieces, and what is left over is forgotten.
//
//verify:fails each-once
//verify:says The last 3 of 11 pieces were never done (GOMAXPROCS is 4)
//verify:says the remainder is work too
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
	share := n / cores
	var wg sync.WaitGroup
	for core := range cores {
		wg.Go(func() {
			for i := core * share; i < (core+1)*share && ctx.Err() == nil; i++ {
				do(i)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}
