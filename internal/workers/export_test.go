package workers

import "context"

// A Worker is a worker, for the benchmark that has a running one do pieces.
type Worker = worker

// Start is start, by kernel.
func Start(ctx context.Context, kernel any) (*Worker, error) { return start(ctx, nameOf(kernel)) }

// Do is do.
func (w *worker) Do(piece, answer any) error { return w.do(piece, answer) }

// End is end, of a worker that is well.
func (w *worker) End(ctx context.Context) error { return w.end(ctx, nil) }
