package options_test

import (
	"context"
	"fmt"
	"math"

	"speedup.example/internal/bench"
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
	"speedup.example/options"
)

// cheapest is the driver of the limit. It starts no goroutines for a few paths, because a
// start takes longer than they do.
func cheapest(ctx context.Context, contracts []options.Contract, paths int, seed uint64, kernel options.Kernel) ([]options.Price, error) {
	if paths < 1000 {
		return options.Sequential(ctx, contracts, paths, seed, kernel)
	}
	return options.Parallel(ctx, contracts, paths, seed, kernel)
}

// normals draws the normals of the paths, as fast as this program can, and does
// nothing with them.
func normals(_ options.Contract, paths int, s random.Stream) options.Price {
	batch := vector.Buffer[float64](min(paths, 512))
	fill := s.Normals().Fill
	if vector.Best() != vector.None && paths > 100 { // for fewer the start takes too long
		fill = s.VectorNormals().Fill
	}
	for left := paths; left > 0; left -= len(batch) {
		fill(batch[:min(left, len(batch))])
	}
	return options.Price{}
}

// checkPrices compares with the truth, in standard errors that are scaled from
// a longer run: ten paths don't know their own.
func checkPrices(contracts []options.Contract, prices []options.Price, paths int) error {
	const many = 10_000
	for i, c := range contracts {
		stdErr := options.Scalar(c, many, random.Stream{}).StdErr * math.Sqrt(many/float64(paths))
		if err := bench.Near(prices[i].Value, options.BlackScholes(c), 5*stdErr); err != nil {
			return fmt.Errorf("strike %v: %w", c.Strike, err)
		}
	}
	return nil
}
