package slowsum_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	"speedup.example/internal/limit"
	"speedup.example/slowsum"
)

// table makes the lecture's four calls. At n=100 a call takes less time than the start
// of its goroutine.
var table = bench.Table[driver, slowsum.Kernel, []slowsum.Sum]{
	Drivers: map[string]driver{
		"Sequential": slowsum.Sequential, "Parallel": slowsum.Parallel, "Processes": slowsum.Processes, "Limit": cheapest,
	},
	Kernels: map[string]slowsum.Kernel{
		"Scalar": slowsum.Scalar, "Unrolled": slowsum.Unrolled, "ClosedForm": slowsum.ClosedForm, "Limit": products,
	},
	Prepare: func(_ *testing.B, size course.Size) { measured = slices.Repeat([]int64{int64(size.N)}, 4) },
	Run: func(ctx context.Context, _ course.Size, drive driver, kernel slowsum.Kernel) ([]slowsum.Sum, error) {
		return drive(ctx, measured, kernel)
	},
	Check: func(_ course.Size, sums []slowsum.Sum) error { return checkSums(measured, sums) },
}

// measured are the calls of the size that is measured.
var measured []int64

func BenchmarkSlowsum(b *testing.B) { table.Measure(b) }

// cheapest is the driver of the limit. It starts no goroutines for short calls, because a
// start takes longer than they do.
func cheapest(ctx context.Context, ns []int64, kernel slowsum.Kernel) ([]slowsum.Sum, error) {
	if ns[0] < 1000 {
		return slowsum.Sequential(ctx, ns, kernel)
	}
	return slowsum.Parallel(ctx, ns, kernel)
}

// products is the kernel of the limit: it adds without what makes a sum exact.
func products(n int64) slowsum.Sum { return slowsum.Sum{Lo: limit.Products(n)} }

func checkSums(ns []int64, sums []slowsum.Sum) error {
	for i, n := range ns {
		if want := truth(n); sums[i].Big().Cmp(want) != 0 {
			return fmt.Errorf("sum for n=%d is %v, want %v", n, sums[i], want)
		}
	}
	return nil
}
