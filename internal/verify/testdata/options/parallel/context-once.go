// It looks at the context once, before the first contract.
//
//verify:fails cancels
//verify:says The context ended while 4 of 11 pieces were under way, but after that 7 more began
//verify:says Look at ctx.Err() when a piece has its place
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
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	prices := make([]Price, len(contracts))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, c := range contracts {
		g.Go(func() error {
			prices[i] = price(c, paths, random.Stream{Seed: seed, Piece: uint64(i)})
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return prices, nil
}
