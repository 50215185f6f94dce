// The context is looked at before g.Go, which then waits for a free place: the chunk begins
// after the end of the context.
//
//verify:fails cancels
//verify:says A look before g.Go is too early, because g.Go waits for a place
package pi

import (
	"context"
	"errors"
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
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, size := range chunks {
		if err := ctx.Err(); err != nil {
			break
		}
		g.Go(func() error {
			inside[i] = count(size, random.Stream{Seed: seed, Piece: uint64(i)})
			return nil
		})
	}
	if err := errors.Join(g.Wait(), ctx.Err()); err != nil {
		return Estimate{}, err
	}
	return estimate(inside, n), nil
}
