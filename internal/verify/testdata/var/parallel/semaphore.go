// A goroutine for each chunk, and a channel of as many places as there are cores.
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
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i := range tallies {
		places <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		wg.Go(func() {
			defer func() { <-places }()
			tallies[i] = q.tally(i)
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return Risk{}, err
	}
	return q.risk(tallies)
}
