// The goroutines return nil when the context has ended, and the error is lost.
//
//verify:fails cancels
//verify:says The context had ended, and your function returned no error
//verify:says Return what g.Wait returns, or ctx.Err()
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
	prices := make([]Price, len(contracts))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, c := range contracts {
		g.Go(func() error {
			select {
			case <-ctx.Done():
				return nil
			default:
			}
			prices[i] = price(c, paths, random.Stream{Seed: seed, Piece: uint64(i)})
			return nil
		})
	}
	g.Wait()
	return prices, nil
}
