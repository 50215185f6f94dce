// The chunks get their piece numbers in the order in which goroutines come by.
//
//verify:fails agrees
//verify:says Does it have the stream of another
package pi

import (
	"context"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	if err := check(n); err != nil {
		return Estimate{}, err
	}
	chunks := pieces.Split(n, Chunk)
	inside := make([]int, len(chunks))
	var drawn atomic.Uint64
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, size := range chunks {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			inside[i] = count(size, random.Stream{Seed: seed, Piece: drawn.Add(1) - 1})
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Estimate{}, err
	}
	return estimate(inside, n), nil
}
