// Every core gets its share of the chunks in advance, so one that is ready early idles.
//
//verify:fails window
//verify:says a place was free, and stayed empty
//verify:says Let the next piece begin as soon as any one ends
package pi

import (
	"context"
	"runtime"

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
	workers := runtime.GOMAXPROCS(0)
	g, ctx := errgroup.WithContext(ctx)
	for w := range workers {
		g.Go(func() error {
			for i := w; i < len(chunks); i += workers {
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
