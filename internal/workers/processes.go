package workers

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// Processes is the [Engine] of this machine. Map starts as many worker processes as
// GOMAXPROCS, but no more than pieces, and each has one piece at a time.
//
// The first error ends all workers, and so does the end of the context, in the middle of a
// piece. The error of a worker that crashes says how it exited. When Map returns, none of
// its processes is left.
type Processes struct{}

// Map does what [Engine] says.
func (Processes) Map(ctx context.Context, kernel string, pieces, answers []any) error {
	if own := os.Getenv(variable); own != "" {
		return fmt.Errorf("workers: a worker process starts no workers (its kernel, %q, has to be registered by an init function)", own)
	}
	next := numbers(len(pieces))
	g, ctx := errgroup.WithContext(ctx)
	for range min(runtime.GOMAXPROCS(0), len(pieces)) {
		g.Go(func() error {
			w, err := start(ctx, kernel)
			if err != nil {
				return err
			}
			return w.end(ctx, answer(w, next, pieces, answers))
		})
	}
	return g.Wait()
}

// Workers returns GOMAXPROCS.
func (Processes) Workers() int { return runtime.GOMAXPROCS(0) }

// numbers returns a channel of the numbers below n.
func numbers(n int) <-chan int {
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	return next
}

// answer lets one worker answer the next piece, until there is none.
func answer(w *worker, next <-chan int, pieces, answers []any) error {
	for i := range next {
		if err := w.do(pieces[i], answers[i]); err != nil {
			return fmt.Errorf("no answer to piece %d: %w", i, err)
		}
	}
	return nil
}

var cpuTime atomic.Int64

// CPUTime returns the CPU time of all worker processes that have ended.
func CPUTime() time.Duration { return time.Duration(cpuTime.Load()) }
