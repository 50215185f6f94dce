package risk

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Parallel estimates the risk as [Sequential] does, to the last bit, with as
// many chunks under way at a time as GOMAXPROCS allows.
//
// The sort is inside the pieces, and not left to the end, as in the lecture.
//
//lab:stub Tally all chunks, as many at a time as GOMAXPROCS allows.
//lab:hint What does one chunk need of another? Start from the body of Sequential: which of its lines have to run in goroutines?
//lab:hint errgroup.WithContext gives a group, whose Go starts a goroutine and whose Wait waits for all, and a context for them. SetLimit(runtime.GOMAXPROCS(0)) lets Go wait for a free core.
//lab:hint Give newQuantile Parallel itself, so that the pilot is parallel as well. Inside g.Go: return ctx.Err() if there is one, else put q.tally(i) into tallies[i]. Ask for q.risk(tallies) only after g.Wait has returned without an error.
func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	q, err := newQuantile(ctx, Parallel, p, n, level, seed, kernel)
	if err != nil {
		return Risk{}, err
	}
	tallies := make([]Tally, len(q.chunks))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range tallies {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			tallies[i] = q.tally(i)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Risk{}, err
	}
	return q.risk(tallies)
}
