package pi_test

import (
	"context"
	"fmt"

	"speedup.example/pi"
)

// The driver hands out the work, and the kernel does a piece of it. The
// estimate comes with its standard error: π is 3.1416.
func ExampleSequential() {
	estimate, err := pi.Sequential(context.Background(), 1_000_000, 1, pi.Scalar)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f ± %.4f\n", estimate.Pi, estimate.StdErr)
	// Output: 3.1424 ± 0.0016
}

// A parallel run gives the same answer as a sequential one, to the last bit, on
// any number of cores.
//
//lab:drop
func ExampleParallel() {
	ctx := context.Background()
	one, _ := pi.Sequential(ctx, 1_000_000, 1, pi.Unrolled)
	all, _ := pi.Parallel(ctx, 1_000_000, 1, pi.Unrolled)
	fmt.Println(one == all)
	// Output: true
}

// An error names the argument and its bounds, and comes without a result.
//
//lab:drop
func ExampleParallel_badInput() {
	_, err := pi.Parallel(context.Background(), 0, 1, pi.Scalar)
	fmt.Println(err)
	// Output: pi: n is 0 samples, want 1 to 1000000000000
}
