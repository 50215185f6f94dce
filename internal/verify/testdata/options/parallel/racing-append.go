// The prices are appended by all goroutines, without a lock.
//
//verify:fails race
//verify:says Two goroutines use the same variable at the same time, and one of them writes to it at options/parallel.go:
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
	var prices []Price
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, c := range contracts {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			prices = append(prices, price(c, paths, random.Stream{Seed: seed, Piece: uint64(i)}))
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return prices, nil
}
