// A pool of workers, whose jobs are the contracts with their numbers.
//
//verify:passes
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
	type job struct {
		number   int
		contract Contract
	}
	prices := make([]Price, len(contracts))
	jobs := make(chan job, len(contracts))
	for i, c := range contracts {
		jobs <- job{i, c}
	}
	close(jobs)
	var wg sync.WaitGroup
	wg.Add(runtime.GOMAXPROCS(0))
	for range runtime.GOMAXPROCS(0) {
		go func() {
			defer wg.Done()
			for j := range jobs {
				if ctx.Err() != nil {
					return
				}
				prices[j.number] = price(j.contract, paths, random.Stream{Seed: seed, Piece: uint64(j.number)})
			}
		}()
	}
	wg.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return prices, nil
}
