// Every core gets as many chunks as every other, and the remainder is dropped.
//
//verify:fails each-once
//verify:says The last 3 of 11 pieces were never done (GOMAXPROCS is 4)
//verify:says the remainder is work too
package pi

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	if err := checkSamples(n); err != nil {
		return Estimate{}, err
	}
	chunks := pieces.Split(n, Chunk)
	inside := make([]int, len(chunks))
	workers := runtime.GOMAXPROCS(0)
	share := len(chunks) / workers
	g, ctx := errgroup.WithContext(ctx)
	for w := range workers {
		g.Go(func() error {
			for i := w * share; i < (w+1)*share; i++ {
				if err := ctx.Err(); err != nil {
					return err
				}
				inside[i] = count(chunks[i], random.Stream{Seed: seed, Piece: uint64(i)})
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Estimate{}, err
	}
	return estimate(inside, n), nil
}
