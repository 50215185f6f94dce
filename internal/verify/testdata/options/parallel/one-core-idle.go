// One core is left for the goroutine that only waits.
//
//verify:fails overlap
//verify:says 3 of 4 pieces ran at the same time
//verify:says what is idle could work
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
	g.SetLimit(max(1, runtime.GOMAXPROCS(0)-1))
	for i, c := range contracts {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			prices[i] = price(c, paths, random.Stream{Seed: seed, Piece: uint64(i)})
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return prices, nil
}
