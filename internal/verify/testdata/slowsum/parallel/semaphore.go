// A channel of as many places as there are cores, and a WaitGroup.
//
//verify:passes
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
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	defer wg.Wait()
	for i, n := range ns {
		select {
		case places <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		wg.Go(func() {
			sums[i] = sum(n)
			<-places
		})
	}
	wg.Wait()
	return sums, ctx.Err()
}
