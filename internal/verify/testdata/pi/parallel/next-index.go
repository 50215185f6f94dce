// As many workers as there are cores, which take the next number from an atomic counter.
//
//verify:passes
package pi

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	if err := check(n); err != nil {
		return Estimate{}, err
	}
	chunks := pieces.Split(n, Chunk)
	var next, total atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(chunks) || ctx.Err() != nil {
					return
				}
				total.Add(int64(count(chunks[i], random.Stream{Seed: seed, Piece: uint64(i)})))
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return Estimate{}, err
	}
	return estimate([]int{int(total.Load())}, n), nil
}
