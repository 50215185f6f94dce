// A mutex around the whole of every chunk.
//
//verify:fails overlap
//verify:says 1 of 4 pieces ran at the same time: the others wait in sync.Mutex.Lock at pi/parallel.go:
package pi

import (
	"context"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	if err := check(n); err != nil {
		return Estimate{}, err
	}
	var mu sync.Mutex
	total := 0
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, size := range pieces.Split(n, Chunk) {
		g.Go(func() error {
			mu.Lock()
			defer mu.Unlock()
			if err := ctx.Err(); err != nil {
				return err
			}
			total += count(size, random.Stream{Seed: seed, Piece: uint64(i)})
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Estimate{}, err
	}
	return estimate([]int{total}, n), nil
}
