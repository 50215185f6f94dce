// The counts come through a channel, and are added up by one goroutine.
//
//verify:passes
package pi

import (
	"context"
	"runtime"
	"sync"

	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	if err := check(n); err != nil {
		return Estimate{}, err
	}
	type chunk struct{ i, size int }
	jobs, counts := make(chan chunk), make(chan int)
	go func() {
		defer close(jobs)
		for i, size := range pieces.Split(n, Chunk) {
			select {
			case jobs <- chunk{i, size}:
			case <-ctx.Done():
				return
			}
		}
	}()
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for c := range jobs {
				if ctx.Err() != nil {
					return
				}
				counts <- count(c.size, random.Stream{Seed: seed, Piece: uint64(c.i)})
			}
		})
	}
	go func() {
		wg.Wait()
		close(counts)
	}()
	total := 0
	for inside := range counts {
		total += inside
	}
	if err := ctx.Err(); err != nil {
		return Estimate{}, err
	}
	return estimate([]int{total}, n), nil
}
