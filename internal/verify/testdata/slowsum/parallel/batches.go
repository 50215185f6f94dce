// As many calls as there are cores, then wait for all of them, then the next batch.
//
//verify:fails window
//verify:says Is the work done in batches? Then all wait for the slowest of a batch.
//verify:says a place was free, and stayed empty
package slowsum

import (
	"context"
	"runtime"
	"sync"
)

func Parallel(ctx context.Context, ns []int64, sum Kernel) ([]Sum, error) {
	if err := check(ns); err != nil {
		return nil, err
	}
	sums := make([]Sum, len(ns))
	procs := runtime.GOMAXPROCS(0)
	for from := 0; from < len(ns); from += procs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var wg sync.WaitGroup
		for i := from; i < min(from+procs, len(ns)); i++ {
			wg.Go(func() { sums[i] = sum(ns[i]) })
		}
		wg.Wait()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return sums, nil
}
