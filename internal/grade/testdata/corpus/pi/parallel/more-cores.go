// Sets GOMAXPROCS.
//
//grade:is rejected
//grade:unread passed|fail
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
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, size := range chunks {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			runtime.GOMAXPROCS(64)
			inside[i] = count(size, random.Stream{Seed: seed, Piece: uint64(i)})
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Estimate{}, err
	}
	return estimate(inside, n), nil
}
