package slowsum_test

import (
	"context"
	"fmt"
	"math"

	"speedup.example/slowsum"
)

// The lecture's four calls.
func ExampleSequential() {
	sums, err := slowsum.Sequential(context.Background(), []int64{1, 2, 3, 10_000_000}, slowsum.Scalar)
	fmt.Println(sums, err)
	// Output: [0 1 5 333333283333335000000] <nil>
}

// The answers come in the order of the arguments, whichever call ends first.
//
//lab:drop
func ExampleParallel() {
	sums, err := slowsum.Parallel(context.Background(), []int64{10_000_000, 3, 2, 1}, slowsum.Unrolled)
	fmt.Println(sums, err)
	// Output: [333333283333335000000 5 1 0] <nil>
}

// A loop in 64 bits is as fast, and wrong: it has no place for the carry.
//
//lab:drop
func ExampleSum() {
	const n = 10_000_000
	wrong := int64(0)
	for i := range int64(n) {
		wrong += i * i
	}
	fmt.Println(wrong)
	fmt.Println(slowsum.ClosedForm(n), "needs more than", uint64(math.MaxUint64))
	// Output:
	// 1291890006563070912
	// 333333283333335000000 needs more than 18446744073709551615
}
