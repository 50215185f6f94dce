// It waits for the WaitGroup of each contract before the next begins.
//
//verify:fails overlap
//verify:says 1 of 4 pieces ran at the same time: the second began after the first had ended
package options

import (
	"context"
	"sync"

	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := check(contracts, paths); err != nil {
		return nil, err
	}
	prices := make([]Price, len(contracts))
	for i, c := range contracts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var wg sync.WaitGroup
		wg.Add(1)
		go func() {
			defer wg.Done()
			prices[i] = price(c, paths, random.Stream{Seed: seed, Piece: uint64(i)})
		}()
		wg.Wait()
	}
	return prices, nil
}
