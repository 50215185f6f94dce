// As many workers as there are cores, which take the next number from an atomic counter.
//
//verify:passes
package risk

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	q, err := newQuantile(ctx, Parallel, p, n, level, seed, kernel)
	if err != nil {
		return Risk{}, err
	}
	tallies := make([]Tally, len(q.chunks))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(tallies) {
					return
				}
				tallies[i] = q.tally(i)
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return Risk{}, err
	}
	return q.risk(tallies)
}
