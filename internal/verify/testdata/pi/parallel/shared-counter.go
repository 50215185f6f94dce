// All goroutines add to one variable, without a lock.
//
//verify:fails race
//verify:says Two goroutines use the same variable at the same time, and one of them writes to it at pi/parallel.go:
package pi

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
)

func Parallel(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	if err := check(n); err != nil {
		return Estimate{}, err
	}
	total := 0
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, size := range pieces.Split(n, Chunk) {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			total += count(size, random.Stream{Seed: seed, Piece: uint64(i)})
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Estimate{}, err
	}
	return estimate([]int{total}, n), nil
}
