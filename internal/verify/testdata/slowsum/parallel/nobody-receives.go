// When the context ends nobody receives any more, and the workers wait for ever to send.
//
//verify:fails leaks
//verify:says The driver returned at the end of its context, while 4 pieces were still under way: it waits at slowsum/parallel.go:
package slowsum

import (
	"context"
	"runtime"
)

func Parallel(ctx context.Context, ns []int64, sum Kernel) ([]Sum, error) {
	if err := checkCalls(ns); err != nil {
		return nil, err
	}
	type result struct {
		i   int
		sum Sum
	}
	jobs, results := make(chan int, len(ns)), make(chan result)
	for i := range ns {
		jobs <- i
	}
	close(jobs)
	workers := min(runtime.GOMAXPROCS(0), len(ns))
	for range workers {
		go func() {
			for i := range jobs {
				if ctx.Err() != nil {
					return
				}
				results <- result{i, sum(ns[i])}
			}
		}()
	}
	sums := make([]Sum, len(ns))
	for range ns {
		select {
		case r := <-results:
			sums[r.i] = r.sum
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return sums, nil
}
