// The workers stop when the context ends, and the estimate of what they did is returned as if it were whole.
//
//verify:fails cancels
//verify:says The context had ended, and the driver returned no error: its caller takes half an answer for a whole one
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
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range jobs {
				if ctx.Err() != nil {
					continue
				}
				inside[i] = count(chunks[i], random.Stream{Seed: seed, Piece: uint64(i)})
			}
		})
	}
	for i := range chunks {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	return estimate(inside, n), nil
}
