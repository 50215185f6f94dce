// Package workers computes pieces of work in worker processes, as Python's
// ProcessPoolExecutor does.
//
// Processes share no memory. A piece is encoded with package gob, goes through a
// pipe to the standard input of a worker, and is decoded there. The answer comes
// back the same way. Python calls that pickling. Every byte is copied, but only
// of exported fields. (A field that is 0 is left out, so −0 arrives as 0.)
//
// A function can't be sent, only its name. [Register] lets the worker find the
// function by that name. Python pickles functions in the same way, and refuses
// lambdas for the same reason.
//
// A worker is this program, started a second time. It gets as far as the
// registration of its kernel. There it answers pieces until no more come, and
// then exits. It never reaches main, parses no flags, and runs no tests.
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

// Map returns the kernel's answers to the pieces, in their order. The kernel
// must be registered with the same types (see [Register]). Map starts as many
// worker processes as GOMAXPROCS, but no more than pieces, and each has one
// piece at a time.
//
// The first error ends all workers, and so does the end of ctx, in the middle of
// a piece. A worker that crashes is an error, too, which says how it exited. When
// Map returns, none of its processes is left.
func Map[Piece, Answer any](ctx context.Context, kernel any, pieces []Piece) ([]Answer, error) {
	name, err := registeredName(kernel)
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

// answer lets one worker answer the next piece, until there is none.
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

// Register lets worker processes find a kernel by its name. do does one piece
// with it. Call it from an init function, because a worker gets no further. It
// panics if the kernel is not a declared function: literals, methods and
// instances of generic functions have no name of their own.
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

func registeredName(kernel any) (name string, err error) {
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
