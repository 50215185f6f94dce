// Nobody looks at the context.
//
//verify:fails cancels
//verify:says The context had ended before your function was called, but 11 pieces began
//verify:says Look at ctx.Err() before every piece
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
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i, size := range chunks {
		free <- struct{}{}
		wg.Go(func() {
			defer func() { <-free }()
			inside[i] = count(size, random.Stream{Seed: seed, Piece: uint64(i)})
		})
	}
	wg.Wait()
	return estimate(inside, n), nil
}
