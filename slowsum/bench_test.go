package slowsum_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	"speedup.example/internal/vector"
	"speedup.example/slowsum"
)

// The lecture's four calls. At n=100 a call takes less time than starting a
// goroutine for it.
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

// cheapest starts no goroutines for short calls: they are not worth it.
func cheapest(ctx context.Context, ns []int64, kernel slowsum.Kernel) ([]slowsum.Sum, error) {
	if ns[0] < 1000 {
		return slowsum.Sequential(ctx, ns, kernel)
	}
	return slowsum.Parallel(ctx, ns, kernel)
}

// wrapping adds the squares in 64 bits, as fast as this program can: the loop of
// the others, without what makes them exact.
func wrapping(n int64) slowsum.Sum {
	if vector.Best() != vector.None {
		return slowsum.Sum{Lo: wrappingVector(n)}
	}
	var a, b, c, d uint64
	for i := uint64(0); i < uint64(n); i += 4 {
		a += i * i
		b += (i + 1) * (i + 1)
		c += (i + 2) * (i + 2)
		d += (i + 3) * (i + 3)
	}
	return slowsum.Sum{Lo: a + b + c + d}
}

func checkSums(ns []int64, sums []slowsum.Sum) error {
	for i, n := range ns {
		if want := truth(n); sums[i].Big().Cmp(want) != 0 {
			return fmt.Errorf("sum for n=%d is %v, want %v", n, sums[i], want)
		}
	}
	return nil
}
