package options_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
	"speedup.example/options"
)

// n is the number of paths for each of the lecture's eight contracts.
func BenchmarkOptions(b *testing.B) {
	contracts := options.Lecture()
	rows := bench.Rows(options.Sequential, options.Parallel, options.Scalar, options.Unrolled)
	rows = append(rows, bench.InProcesses(options.Processes, options.Scalar, options.Unrolled)...)
	rows = append(rows, bench.SIMD(options.Sequential, options.Parallel, options.SIMD)...)
	for _, n := range bench.Sizes(10, 100_000, 1_000_000) {
		for _, row := range rows {
			bench.Measure(b, bench.Cell[[]options.Price]{
				N: n, Impl: row.Impl, Units: n * len(contracts), Unit: "path",
				Run: func(ctx context.Context) ([]options.Price, error) {
					return row.Drive(ctx, contracts, n, 1, row.Kernel)
				},
				Check: func(prices []options.Price) error { return checkPrices(contracts, prices, n) },
			})
		}
		drive := options.Parallel
		if n < 1000 { // not worth a goroutine
			drive = options.Sequential
		}
		bench.Limit(b, n, n*len(contracts), "path", func(ctx context.Context) error {
			_, err := drive(ctx, contracts, n, 1, normals)
			return err
		})
	}
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
