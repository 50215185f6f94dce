package options

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/random"
)

// Parallel prices the contracts as [Sequential] does, to the last bit, with as
// many contracts under way at a time as GOMAXPROCS allows.
//
//lab:stub Price all contracts, as many at a time as GOMAXPROCS allows; the prices come in the order of the contracts.
//lab:hint What does one contract need of another? Start from the body of Sequential: which of its lines have to run in goroutines?
//lab:hint errgroup.WithContext gives a group, whose Go starts a goroutine and whose Wait waits for all, and a context for them. SetLimit(runtime.GOMAXPROCS(0)) lets Go wait for a free core.
//lab:hint Inside g.Go: return ctx.Err() if there is one, else put the price into prices[i]. The stream is that of piece i, as in Sequential: then the prices are the same.
func Parallel(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := check(contracts, paths); err != nil {
		return nil, err
	}
	// Every contract has a stream and an element of its own, so no goroutine
	// needs another.
	prices := make([]Price, len(contracts))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
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
