// The samples are divided by the number of cores, and the remainder is dropped.
//
//verify:fails streams
//verify:says they must not depend on the number of cores or workers
package pi

import (
	"context"
	"runtime"
	"sync"

	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	if err := check(n); err != nil {
		return Estimate{}, err
	}
	if err := ctx.Err(); err != nil {
		return Estimate{}, err
	}
	workers := runtime.GOMAXPROCS(0)
	inside := make([]int, workers)
	var wg sync.WaitGroup
	for i := range workers {
		wg.Go(func() {
			inside[i] = count(n/workers, random.Stream{Seed: seed, Piece: uint64(i)})
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return Estimate{}, err
	}
	return estimate(inside, n), nil
}
