// Wait is in the loop, so it waits for every chunk before the next begins.
//
//verify:fails overlap
//verify:says 1 of 4 pieces ran at the same time: the second began after the first had ended
//verify:says g.Go must start every piece before g.Wait
package pi

import (
	"context"

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
	g, ctx := errgroup.WithContext(ctx)
	for i, size := range chunks {
		if err := ctx.Err(); err != nil {
			return Estimate{}, err
		}
		g.Go(func() error {
			inside[i] = count(size, random.Stream{Seed: seed, Piece: uint64(i)})
			return nil
		})
		if err := g.Wait(); err != nil {
			return Estimate{}, err
		}
	}
	return estimate(inside, n), nil
}
