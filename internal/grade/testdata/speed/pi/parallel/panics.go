// Panics, where n is larger than in a check.
//
//grade:is fail
//grade:says it panics: too large
package pi

import "context"

func Parallel(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	if n > 3_000_000 {
		panic("too large")
	}
	return Sequential(ctx, n, seed, count)
}
