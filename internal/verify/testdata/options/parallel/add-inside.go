// wg.Add is inside the goroutine, so Wait returns before the goroutines have begun.
//
//verify:fails overlap
//verify:says It has to wait for them: g.Wait, or wg.Wait
package options

import (
	"context"
	"runtime"
	"sync"

	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := check(contracts, paths); err != nil {
		return nil, err
	}
	prices := make([]Price, len(contracts))
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i, c := range contracts {
		go func() {
			wg.Add(1)
			defer wg.Done()
			places <- struct{}{}
			defer func() { <-places }()
			if ctx.Err() == nil {
				prices[i] = price(c, paths, random.Stream{Seed: seed, Piece: uint64(i)})
			}
		}()
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return prices, nil
}
