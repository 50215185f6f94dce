// Package workers computes pieces of work elsewhere: in worker processes, as Python's
// ProcessPoolExecutor does, or on other machines.
//
// Processes share no memory. A piece is encoded with package gob, goes to a worker, and is
// decoded there. The answer comes back the same way. Python calls that pickling. Every
// byte is copied, but only of exported fields. (A field that is 0 is left out, so −0
// arrives as 0.)
//
// A function can't be sent, only its name. [Register] lets a worker find the function by
// that name. Python pickles functions in the same way, and refuses lambdas for the same
// reason.
//
// Who carries the pieces there is an [Engine]. [Processes] is the one of this machine: it
// starts this program once more for each core, and calls the kernel there over pipes.
package workers

import (
	"context"
	"fmt"
)

// An Engine lets registered kernels answer pieces somewhere else.
type Engine interface {
	// Map returns the kernel's answers to the pieces, in their order. It gets the kernel
	// by its name, and the pieces as [Map] has encoded them. It returns when all are
	// answered, at the first error, or when ctx ends.
	Map(ctx context.Context, kernel string, pieces [][]byte) (answers [][]byte, err error)
}

// Map lets an engine compute the kernel's answers to the pieces, and returns them in their
// order. The kernel must be registered with the same types (see [Register]). A kernel that
// crashes is an error, too.
func Map[Piece, Answer any](ctx context.Context, e Engine, kernel any, pieces []Piece) ([]Answer, error) {
	name, err := registeredName(kernel)
	if err != nil {
		return nil, err
	}
	sent := make([][]byte, len(pieces))
	for i, piece := range pieces {
		if sent[i], err = encode(piece); err != nil {
			return nil, fmt.Errorf("workers: kernel %q: piece %d: %w", name, i, err)
		}
	}
	received, err := e.Map(ctx, name, sent)
	if err != nil {
		return nil, err
	}
	if len(received) != len(pieces) {
		return nil, fmt.Errorf("workers: kernel %q: %d answers to %d pieces", name, len(received), len(pieces))
	}
	answers := make([]Answer, len(pieces))
	for i, answer := range received {
		if err := decode(answer, &answers[i]); err != nil {
			return nil, fmt.Errorf("workers: kernel %q: the answer to piece %d: %w", name, i, err)
		}
	}
	return answers, nil
}
