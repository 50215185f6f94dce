package options_test

import (
	"context"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
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
