package pi

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
)

// Parallel estimates π as [Sequential] does, to the last bit, with as many
// chunks under way at a time as GOMAXPROCS allows.
//
//lab:stub Count the chunks as Sequential does, as many at a time as GOMAXPROCS allows.
//lab:hint What does one chunk need of another? Start from the body of Sequential: which of its lines have to run in goroutines?
//lab:hint errgroup.WithContext gives a group, whose Go starts a goroutine and whose Wait waits for all, and a context for them. SetLimit(runtime.GOMAXPROCS(0)) lets Go wait for a free core.
//lab:hint Inside g.Go: return ctx.Err() if there is one, else let the kernel count and put the number into inside[i]. Add up only after g.Wait has returned without an error.
func Parallel(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	if err := check(n); err != nil {
		return Estimate{}, err
	}
	// Every chunk writes to an element of its own, so nothing needs a lock. The
	// counts are added up after Wait, in the order of the chunks.
	chunks := pieces.Split(n, Chunk)
	inside := make([]int, len(chunks))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, size := range chunks {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			inside[i] = count(size, random.Stream{Seed: seed, Piece: uint64(i)})
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Estimate{}, err
	}
	return estimate(inside, n), nil
}
