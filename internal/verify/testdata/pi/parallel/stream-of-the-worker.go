// Every worker has a stream, so all chunks of a worker throw the same darts.
//
//verify:fails streams
//verify:says Two pieces have the same stream
package pi

import (
	"context"
	"runtime"
	"sync"

	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	if err := checkSamples(n); err != nil {
		return Estimate{}, err
	}
	chunks := pieces.Split(n, Chunk)
	inside := make([]int, len(chunks))
	jobs := make(chan int)
	var wg sync.WaitGroup
	for worker := range runtime.GOMAXPROCS(0) {
		stream := random.Stream{Seed: seed, Piece: uint64(worker)}
		wg.Go(func() {
			for i := range jobs {
				if ctx.Err() == nil {
					inside[i] = count(chunks[i], stream)
				}
			}
		})
	}
	for i := range chunks {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return Estimate{}, err
	}
	return estimate(inside, n), nil
}
