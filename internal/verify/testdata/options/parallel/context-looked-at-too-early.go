// The loop looks at the context and then waits for a free place, so one contract more begins after the end.
//
//verify:fails cancels
//verify:says and after that 1 more were begun
//verify:says Look at ctx.Err() before every piece
package options

import (
	"context"
	"runtime"
	"sync"

	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := checkInput(contracts, paths); err != nil {
		return nil, err
	}
	prices := make([]Price, len(contracts))
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i, c := range contracts {
		if ctx.Err() != nil {
			break
		}
		places <- struct{}{}
		wg.Go(func() {
			defer func() { <-places }()
			prices[i] = price(c, paths, random.Stream{Seed: seed, Piece: uint64(i)})
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return prices, nil
}
