// The sums come through a channel with their numbers, and are put in place by one goroutine.
//
//verify:passes
package slowsum

import (
	"context"
	"runtime"
	"sync"
)

type numbered struct {
	i   int
	sum Sum
}

func Parallel(ctx context.Context, ns []int64, sum Kernel) ([]Sum, error) {
	if err := check(ns); err != nil {
		return nil, err
	}
	jobs, results := make(chan int, len(ns)), make(chan numbered, len(ns))
	for i := range ns {
		jobs <- i
	}
	close(jobs)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range jobs {
				if ctx.Err() != nil {
					return
				}
				results <- numbered{i, sum(ns[i])}
			}
		}()
	}
	wg.Wait()
	close(results)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	sums := make([]Sum, len(ns))
	for r := range results {
		sums[r.i] = r.sum
	}
	return sums, nil
}
