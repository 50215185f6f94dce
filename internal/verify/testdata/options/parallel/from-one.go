// The loop counts from 1, so the first contract has no price.
//
//verify:fails each-once
//verify:says Piece 0 of 11 was never done
package options

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := checkInput(contracts, paths); err != nil {
		return nil, err
	}
	prices := make([]Price, len(contracts))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := 1; i < len(contracts); i++ {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			prices[i] = price(contracts[i], paths, random.Stream{Seed: seed, Piece: uint64(i)})
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return prices, nil
}
