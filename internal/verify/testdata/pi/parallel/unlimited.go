// All chunks begin at once, in a goroutine each, without a limit.
//
//verify:fails overlap
//verify:says All 11 pieces began at once, and 4 were allowed
//verify:says g.SetLimit makes g.Go wait for a free place
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
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			inside[i] = count(size, random.Stream{Seed: seed, Piece: uint64(i)})
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Estimate{}, err
	}
	return estimate(inside, n), nil
}
