package slowsum_test

import (
	"context"
	"fmt"

	"speedup.example/internal/vector"
	"speedup.example/slowsum"
)

// cheapest is the driver of the limit. It starts no goroutines for short calls, because a
// start takes longer than they do.
func cheapest(ctx context.Context, ns []int64, kernel slowsum.Kernel) ([]slowsum.Sum, error) {
	if ns[0] < 1000 {
		return slowsum.Sequential(ctx, ns, kernel)
	}
	return slowsum.Parallel(ctx, ns, kernel)
}

// wrapping adds the products of neighbours in 64 bits, as fast as this program can. It
// is the loop of the other kernels, without what makes them exact.
func wrapping(n int64) slowsum.Sum {
	if vector.Best() != vector.None {
		return slowsum.Sum{Lo: wrappingVector(n)}
	}
	var a, b uint64
	for i := uint64(0); i < uint64(n); i += 4 {
		a += i * (i + 1)
		b += (i + 2) * (i + 3)
	}
	return slowsum.Sum{Lo: a + b}
}

func checkSums(ns []int64, sums []slowsum.Sum) error {
	for i, n := range ns {
		if want := truth(n); sums[i].Big().Cmp(want) != 0 {
			return fmt.Errorf("sum for n=%d is %v, want %v", n, sums[i], want)
		}
	}
	return nil
}
