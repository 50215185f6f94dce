// A pool of workers, whose jobs are the numbers of the chunks.
//
//verify:passes
package risk

import (
	"context"
	"runtime"
	"sync"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	q, err := newQuantile(ctx, Parallel, p, n, level, seed, kernel)
	if err != nil {
		return Risk{}, err
	}
	tallies := make([]Tally, len(q.chunks))
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(tallies)) {
		wg.Go(func() {
			for i := range jobs {
				if ctx.Err() == nil {
					tallies[i] = q.tally(i)
				}
			}
		})
	}
	for i := range tallies {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return Risk{}, err
	}
	return q.risk(tallies)
}
