// Each goroutine is started, and its sum awaited at once: one after the other in disguise.
//
//verify:fails overlap
//verify:says 1 of 4 pieces ran at the same time: the second began after the first had ended
package slowsum

import "context"

func Parallel(ctx context.Context, ns []int64, sum Kernel) ([]Sum, error) {
	if err := checkCalls(ns); err != nil {
		return nil, err
	}
	sums := make([]Sum, len(ns))
	for i, n := range ns {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		result := make(chan Sum)
		go func() { result <- sum(n) }()
		sums[i] = <-result
	}
	return sums, nil
}
