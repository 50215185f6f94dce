package options_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
	"speedup.example/options"
)

// n is the number of paths for each of the lecture's eight contracts.
func BenchmarkOptions(b *testing.B) {
	contracts := options.Lecture()
	bench.Table[driver, options.Kernel, []options.Price]{
		Drivers: map[string]driver{
			"Sequential": options.Sequential, "Parallel": options.Parallel, "Processes": options.Processes, "Limit": cheapest,
		},
		Kernels: map[string]options.Kernel{
			"Scalar": options.Scalar, "Unrolled": options.Unrolled, "SIMD": options.SIMD, "Limit": normals,
		},
		Run: func(ctx context.Context, size course.Size, drive driver, kernel options.Kernel) ([]options.Price, error) {
			return drive(ctx, contracts, size.N, 1, kernel)
		},
		Check: func(size course.Size, prices []options.Price) error { return checkPrices(contracts, prices, size.N) },
	}.Measure(b)
}

// cheapest starts no goroutines for a few paths: they are not worth it.
func cheapest(ctx context.Context, contracts []options.Contract, paths int, seed uint64, kernel options.Kernel) ([]options.Price, error) {
	if paths < 1000 {
		return options.Sequential(ctx, contracts, paths, seed, kernel)
	}
	return options.Parallel(ctx, contracts, paths, seed, kernel)
}

// normals draws the normals of the paths, as fast as this program can, and does
// nothing with them.
func normals(_ options.Contract, paths int, s random.Stream) options.Price {
	batch := vector.Buffer(min(paths, 512))
	fill := s.Normals().Fill
	if vector.Best() != vector.None && paths > 100 { // fewer are not worth the start
		fill = s.VectorNormals().Fill
	}
	for left := paths; left > 0; left -= len(batch) {
		fill(batch[:min(left, len(batch))])
	}
	return options.Price{}
}

// checkPrices compares with the truth, in standard errors that are scaled from
// a longer run: ten paths do not know their own.
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
