// Every chunk draws from the same stream, that of piece 0.
//
//verify:fails streams
//verify:says Two pieces have the same stream
//verify:says Piece i has random.Stream{Seed: seed, Piece: i}
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
			inside[i] = count(size, random.Stream{Seed: seed})
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Estimate{}, err
	}
	return estimate(inside, n), nil
}
