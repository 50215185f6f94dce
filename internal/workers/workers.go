// Package workers computes pieces of work in worker processes, as Python's
// ProcessPoolExecutor does.
//
// Processes share no memory. A piece is encoded with package gob, goes through a
// pipe to the standard input of a worker, and is decoded there; the answer comes
// back the same way. Python calls that pickling. Every byte of it is copied, and
// only exported fields are (where a zero is left out, so that −0 arrives as 0).
//
// A function cannot be sent. What is sent is its name, and the worker has to know
// a function of that name: [Register] sees to it. Python pickles functions in the
// same way, and refuses lambdas for the same reason.
//
// A worker is this program, started a second time. It gets as far as the
// registration of its kernel. There it answers pieces until no more come, and
// then exits: it never comes to main, neither parses flags nor runs tests.
package workers

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// Map returns the kernel's answers to the pieces, in their order. The kernel has
// been given to [Register], with the same types. Map starts worker processes, as
// many as GOMAXPROCS and no more than pieces, and each has one piece at a time.
//
// The first error ends all workers, and so does the end of ctx, in the middle of
// a piece; a worker that crashes is such an error, which says how it exited. When
// Map returns, none of its processes is left.
func Map[Piece, Answer any](ctx context.Context, kernel any, pieces []Piece) ([]Answer, error) {
	name, err := known(kernel)
	if err != nil {
		return nil, err
	}
	answers := make([]Answer, len(pieces)) // every piece has an element of its own
	next := numbers(len(pieces))
	g, ctx := errgroup.WithContext(ctx)
	for range min(runtime.GOMAXPROCS(0), len(pieces)) {
		g.Go(func() error {
			w, err := start(ctx, name)
			if err != nil {
				return err
			}
			return w.end(ctx, answer(w, next, pieces, answers))
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return answers, nil
}

// numbers returns a channel of the numbers below n.
func numbers(n int) <-chan int {
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	return next
}

// answer has one worker answer the next piece, until there is none.
func answer[Piece, Answer any](w *worker, next <-chan int, pieces []Piece, answers []Answer) error {
	for i := range next {
		if err := w.do(pieces[i], &answers[i]); err != nil {
			return fmt.Errorf("no answer to piece %d: %w", i, err)
		}
	}
	return nil
}

// registered has the names of the kernels.
var registered = map[string]bool{}

// Register makes a kernel known to worker processes, by its name; do does one
// piece with it. It belongs into an init function: only then does a worker get
// there. It panics if the kernel is not a declared function, because
// literals, methods and instances of generic functions have no name of their own.
func Register[Piece, Answer any](kernel any, do func(Piece) Answer) {
	name := nameOf(kernel)
	if strings.Count(name[strings.LastIndex(name, "/")+1:], ".") != 1 {
		panic(fmt.Sprintf("workers: kernel %q has no name of its own, want a declared function", name))
	}
	registered[name] = true
	if os.Getenv(variable) == name {
		serve(do)
	}
}

func known(kernel any) (name string, err error) {
	name = nameOf(kernel)
	if !registered[name] {
		return "", fmt.Errorf("workers: kernel %q is not registered, and a worker process finds a kernel by its name only", name)
	}
	if own := os.Getenv(variable); own != "" {
		return "", fmt.Errorf("workers: a worker process starts no workers (its kernel, %q, has to be registered by an init function)", own)
	}
	return name, nil
}

// nameOf returns the name of a function: speedup.example/pi.Scalar.
func nameOf(kernel any) string {
	return runtime.FuncForPC(reflect.ValueOf(kernel).Pointer()).Name()
}

var cpuTime atomic.Int64

// CPUTime returns the CPU time of all workers that have ended.
func CPUTime() time.Duration { return time.Duration(cpuTime.Load()) }
