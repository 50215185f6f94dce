package slowsum_test

import (
	"context"
	"slices"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	"speedup.example/slowsum"
)

// The lecture's four calls. At n=100 a call takes less time than the start of
// its goroutine.
func BenchmarkSlowsum(b *testing.B) {
	var calls []int64
	bench.Table[driver, slowsum.Kernel, []slowsum.Sum]{
		Drivers: map[string]driver{
			"Sequential": slowsum.Sequential, "Parallel": slowsum.Parallel, "Processes": slowsum.Processes, "Limit": cheapest,
		},
		Kernels: map[string]slowsum.Kernel{
			"Scalar": slowsum.Scalar, "Unrolled": slowsum.Unrolled, "SIMD": slowsum.SIMD,
			"ClosedForm": slowsum.ClosedForm, "Limit": wrapping,
		},
		Prepare: func(_ *testing.B, size course.Size) { calls = slices.Repeat([]int64{int64(size.N)}, 4) },
		Run: func(ctx context.Context, _ course.Size, drive driver, kernel slowsum.Kernel) ([]slowsum.Sum, error) {
			return drive(ctx, calls, kernel)
		},
		Check: func(_ course.Size, sums []slowsum.Sum) error { return checkSums(calls, sums) },
	}.Measure(b)
}
