// Goroutines are started, and nobody waits for them.
//
//verify:fails overlap
//verify:says It has to wait for them: g.Wait, or wg.Wait
package options

import (
	"context"
	"runtime"

	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := checkInput(contracts, paths); err != nil {
		return nil, err
	}
	prices := make([]Price, len(contracts))
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, c := range contracts {
		go func() {
			places <- struct{}{}
			defer func() { <-places }()
			if ctx.Err() == nil {
				prices[i] = price(c, paths, random.Stream{Seed: seed, Piece: uint64(i)})
			}
		}()
	}
	return prices, ctx.Err()
}
