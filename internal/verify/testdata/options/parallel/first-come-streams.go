// The contracts get their streams in the order in which goroutines come by.
//
//verify:fails streams
//verify:says or of another stream
package options

import (
	"context"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := check(contracts, paths); err != nil {
		return nil, err
	}
	var mu sync.Mutex
	next := uint64(0)
	piece := func() uint64 {
		mu.Lock()
		defer mu.Unlock()
		next++
		return next - 1
	}
	prices := make([]Price, len(contracts))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, c := range contracts {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			prices[i] = price(c, paths, random.Stream{Seed: seed, Piece: piece()})
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return prices, nil
}
