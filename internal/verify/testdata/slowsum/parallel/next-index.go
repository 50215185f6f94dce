// As many workers as there are cores, which take the next number from an atomic counter.
//
//verify:passes
package slowsum

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

func Parallel(ctx context.Context, ns []int64, sum Kernel) ([]Sum, error) {
	if err := check(ns); err != nil {
		return nil, err
	}
	sums := make([]Sum, len(ns))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(ns)) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(ns)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				sums[i] = sum(ns[i])
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return sums, nil
}
