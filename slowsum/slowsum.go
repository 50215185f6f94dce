// Package slowsum adds squares, sequentially and in parallel.
//
// # The problem
//
// The sum of i² for i from 0 up to, not including, n: the lecture's slow_sum
// (exercises 2 and 3). It stands for any loop that only computes. The lecture
// calls it four times, and asks what threads and processes do to that.
//
// # The law behind it
//
// The sum is (n−1)·n·(2n−1)/6, about n³/3. It outgrows 64 bits at n =
// 3,810,779, and signed 64 bits at n = 3,024,618. A fast loop that wraps around
// is not fast, it is wrong. All kernels here are exact for every n up to
// [MaxN], in 128 bits. The calls need nothing from one another, so Amdahl's law
// has no serial part here. With p cores, n equal calls take as long as ⌈n/p⌉.
//
// # The code
//
// A kernel ([Scalar], [Unrolled], [ClosedForm]) computes one sum on one
// core. A driver ([Sequential], [Parallel], [Processes]) hands out the calls. Any
// driver takes any kernel:
//
//	slowsum.Parallel(ctx, []int64{n, n, n, n}, slowsum.Unrolled)
package slowsum

import "context"

// A Kernel returns the sum of i² for 0 ≤ i < n, where 1 ≤ n ≤ [MaxN].
type Kernel func(n int64) Sum

// Scalar is the lecture's loop, one term after the other. It prioritizes
// clarity over speed, because it specifies the other kernels.
func Scalar(n int64) (sum Sum) {
	for i := range uint64(n) {
		sum = sum.plus(i * i)
	}
	return sum
}

// Sequential returns the sums for all elements of ns, each from 1 to [MaxN],
// one call after the other. A cancelled ctx ends it between two calls, with
// ctx's error.
func Sequential(ctx context.Context, ns []int64, sum Kernel) ([]Sum, error) {
	if err := check(ns); err != nil {
		return nil, err
	}
	sums := make([]Sum, len(ns))
	for i, n := range ns {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		sums[i] = sum(n)
	}
	return sums, nil
}
