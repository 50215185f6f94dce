// slices.Chunk makes batches, and each waits for its slowest contract.
//
//verify:fails window
//verify:says Is the work done in batches? Then all wait for the slowest of a batch.
package options

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := check(contracts, paths); err != nil {
		return nil, err
	}
	prices := make([]Price, len(contracts))
	begun := 0
	for batch := range slices.Chunk(contracts, runtime.GOMAXPROCS(0)) {
		if ctx.Err() != nil {
			break
		}
		var wg sync.WaitGroup
		for _, c := range batch {
			i := begun
			begun++
			wg.Go(func() {
				prices[i] = price(c, paths, random.Stream{Seed: seed, Piece: uint64(i)})
			})
		}
		wg.Wait()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return prices, nil
}
