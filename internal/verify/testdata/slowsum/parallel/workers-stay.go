// The workers wait for jobs on a channel that nobody closes, even after the last sum.
//
//verify:fails leaks
//verify:says All pieces were done, and your function returned, but 4 goroutines are left behind: it waits at slowsum/parallel.go:
//verify:says a channel that is closed
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
	var open sync.WaitGroup
	open.Add(len(ns))
	for range runtime.GOMAXPROCS(0) {
		go func() {
			for i := range jobs {
				if ctx.Err() == nil {
					sums[i] = sum(ns[i])
				}
				open.Done()
			}
		}()
	}
	for i := range ns {
		jobs <- i
	}
	open.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return sums, nil
}
