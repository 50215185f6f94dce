package slowsum_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/vector"
	"speedup.example/slowsum"
)

// The lecture's four calls. At n=100 a call takes less time than starting a
// goroutine for it.
func BenchmarkSlowsum(b *testing.B) {
	rows := bench.Rows(slowsum.Sequential, slowsum.Parallel, slowsum.Scalar, slowsum.Unrolled)
	closedForm := rows[0]
	closedForm.Impl, closedForm.Kernel = "closed-form", slowsum.ClosedForm
	rows = append(rows, closedForm)
	rows = append(rows, bench.InProcesses(slowsum.Processes, slowsum.Scalar, slowsum.Unrolled)...)
	rows = append(rows, bench.SIMD(slowsum.Sequential, slowsum.Parallel, slowsum.SIMD)...)
	for _, n := range bench.Sizes(100, 5_000_000, 10_000_000) {
		calls := slices.Repeat([]int64{int64(n)}, 4)
		for _, row := range rows {
			bench.Measure(b, bench.Cell[[]slowsum.Sum]{
				N: n, Impl: row.Impl, Units: n * len(calls), Unit: "term",
				Run: func(ctx context.Context) ([]slowsum.Sum, error) {
					return row.Drive(ctx, calls, row.Kernel)
				},
				Check: func(sums []slowsum.Sum) error { return checkSums(calls, sums) },
			})
		}
		drive := slowsum.Parallel
		if n < 1000 { // not worth a goroutine
			drive = slowsum.Sequential
		}
		bench.Limit(b, n, n*len(calls), "term", func(ctx context.Context) error {
			_, err := drive(ctx, calls, wrapping)
			return err
		})
	}
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
