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
// Who encodes the pieces, and carries them there, is an [Engine]. [Processes] is the one of
// this machine: it starts this program once more for each core, and calls the kernel there
// over pipes.
package workers

import "context"

// An Engine lets registered kernels answer pieces somewhere else.
type Engine interface {
	// Map lets the kernel of this name answer pieces[i]. The answer goes to *answers[i],
	// which has its type. Map returns when all are answered, at the first error, or when
	// ctx ends.
	Map(ctx context.Context, kernel string, pieces, answers []any) error

	// Workers returns how many pieces are answered at a time, or 0 if that is not known.
	Workers() int
}

// Map lets an engine compute the kernel's answers to the pieces, and returns them in their
// order. The kernel must be registered with the same types (see [Register]). A kernel that
// crashes is an error, too.
func Map[Piece, Answer any](ctx context.Context, e Engine, kernel any, pieces []Piece) ([]Answer, error) {
	name, err := registeredName[Piece, Answer](kernel)
	if err != nil {
		return nil, err
	}
	answers := make([]Answer, len(pieces)) // every piece has an element of its own
	sent, places := make([]any, len(pieces)), make([]any, len(pieces))
	for i := range pieces {
		sent[i], places[i] = pieces[i], &answers[i]
	}
	if err := e.Map(ctx, name, sent, places); err != nil {
		return nil, err
	}
	return answers, nil
}
