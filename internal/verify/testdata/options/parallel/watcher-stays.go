// A goroutine waits for the end of the context, and goes on waiting when the prices are there.
//
//verify:fails leaks
//verify:says All pieces were done, and your function returned, but a goroutine is left behind: it waits at options/parallel.go:
package options

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := check(contracts, paths); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var stop atomic.Bool
	go func() {
		<-ctx.Done()
		stop.Store(true)
	}()
	prices := make([]Price, len(contracts))
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i, c := range contracts {
		places <- struct{}{}
		if stop.Load() {
			break
		}
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
