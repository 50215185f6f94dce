// Is right, and does one chunk after the other.
//
//grade:is slow|unmeasured
package pi

import "context"

func Parallel(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	return Sequential(ctx, n, seed, count)
}
