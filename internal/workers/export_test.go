package workers

import "context"

// A Worker exports worker, for the benchmark of a running one.
type Worker = worker

// Start starts a worker by its kernel.
func Start(ctx context.Context, kernel any) (*Worker, error) { return start(ctx, nameOf(kernel)) }

// Do lets a worker do a piece, as [Map] does.
func (w *worker) Do(piece, answer any) error { return w.do(piece, answer) }

// End ends a healthy worker.
func (w *worker) End(ctx context.Context) error { return w.end(ctx, nil) }
