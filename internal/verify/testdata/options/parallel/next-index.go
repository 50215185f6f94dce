// As many workers as there are cores, in an errgroup, which take the next number from an atomic counter.
//
//verify:passes
package options

import (
	"context"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := check(contracts, paths); err != nil {
		return nil, err
	}
	prices := make([]Price, len(contracts))
	var taken atomic.Int32
	g, ctx := errgroup.WithContext(ctx)
	for range runtime.GOMAXPROCS(0) {
		g.Go(func() error {
			for {
				i := int(taken.Add(1)) - 1
				if i >= len(contracts) {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				prices[i] = price(contracts[i], paths, random.Stream{Seed: seed, Piece: uint64(i)})
			}
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return prices, nil
}
