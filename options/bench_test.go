package options_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	"speedup.example/internal/limit"
	"speedup.example/internal/random"
	"speedup.example/options"
)

// n is the number of paths for each of the lecture's eight contracts.
var table = bench.Table[driver, options.Kernel, []options.Price]{
	Drivers: map[string]driver{
		"Sequential": options.Sequential, "Parallel": options.Parallel, "Processes": options.Processes, "Limit": cheapest,
	},
	Kernels: map[string]options.Kernel{"Scalar": options.Scalar, "Unrolled": options.Unrolled, "Limit": normals},
	Run: func(ctx context.Context, size course.Size, drive driver, kernel options.Kernel) ([]options.Price, error) {
		return drive(ctx, contracts, size.N, size.Seed, kernel)
	},
	Check: func(size course.Size, prices []options.Price) error { return checkPrices(prices, size.N) },
}

var contracts = options.Lecture()

func BenchmarkOptions(b *testing.B) { table.Measure(b) }

// cheapest is the driver of the limit. It starts no goroutines for a few paths, because a
// start takes longer than they do.
func cheapest(ctx context.Context, contracts []options.Contract, paths int, seed uint64, kernel options.Kernel) ([]options.Price, error) {
	if paths < 1000 {
		return options.Sequential(ctx, contracts, paths, seed, kernel)
	}
	return options.Parallel(ctx, contracts, paths, seed, kernel)
}

// normals is the kernel of the limit: it draws the normals of the paths, and has no price.
func normals(_ options.Contract, paths int, s random.Stream) options.Price {
	limit.Normals(paths, s)
	return options.Price{}
}

// checkPrices compares with the truth, in standard errors that are scaled from
// a longer run: ten paths don't know their own.
func checkPrices(prices []options.Price, paths int) error {
	const many = 10_000
	for i, c := range contracts {
		stdErr := options.Scalar(c, many, random.Stream{}).StdErr * math.Sqrt(many/float64(paths))
		if err := bench.Near(prices[i].Value, options.BlackScholes(c), 5*stdErr); err != nil {
			return fmt.Errorf("strike %v: %w", c.Strike, err)
		}
	}
	return nil
}
