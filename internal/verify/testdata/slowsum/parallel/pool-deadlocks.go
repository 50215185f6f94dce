// The channel of jobs is never closed, so the workers and Wait wait for ever.
//
//verify:fails each-once
//verify:says All pieces have ended, and your function does not return: it waits at slowsum/parallel.go:
//verify:says What does it wait for?
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
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range jobs {
				if ctx.Err() == nil {
					sums[i] = sum(ns[i])
				}
			}
		})
	}
	for i := range ns {
		jobs <- i
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return sums, nil
}
