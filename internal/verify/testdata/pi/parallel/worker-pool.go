// A pool of workers that take the numbers of the chunks from a channel.
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
	chunks := pieces.Split(n, Chunk)
	inside := make([]int, len(chunks))
	jobs := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range jobs {
				if ctx.Err() == nil {
					inside[i] = count(chunks[i], random.Stream{Seed: seed, Piece: uint64(i)})
				}
			}
		})
	}
	for i := range chunks {
		jobs <- i
	}
	close(jobs)
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return Estimate{}, err
	}
	return estimate(inside, n), nil
}
