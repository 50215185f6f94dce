// The shares of the cores are rounded up, and the last one reaches beyond the end.
//
//verify:fails agrees
//verify:says options.Parallel panics at options/parallel.go:
//verify:says index out of range
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
	procs := runtime.GOMAXPROCS(0)
	share := (len(contracts) + procs - 1) / procs
	var wg sync.WaitGroup
	for p := range procs {
		wg.Go(func() {
			for i := p * share; i < (p+1)*share; i++ {
				if ctx.Err() != nil {
					return
				}
				prices[i] = price(contracts[i], paths, random.Stream{Seed: seed, Piece: uint64(i)})
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return prices, nil
}
