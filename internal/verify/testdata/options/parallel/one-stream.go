// All contracts are priced from one stream, and so from the same paths.
//
//verify:fails streams
//verify:says Two pieces have the same stream
//verify:says Piece i has random.Stream{Seed: seed, Piece: i}
package options

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := check(contracts, paths); err != nil {
		return nil, err
	}
	stream := random.Stream{Seed: seed}
	prices := make([]Price, len(contracts))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, c := range contracts {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			prices[i] = price(c, paths, stream)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return prices, nil
}
