package cluster

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"golang.org/x/sync/errgroup"
)

// A run is one call of Map.
type run struct {
	*Engine
	id     string
	spans  []span
	sizes  []int // of the spans: how much work they are
	subs   []*nats.Subscription
	failed chan error    // has room for one
	full   chan struct{} // closed with the last answer

	mu      sync.Mutex
	answers [][]byte // nil: open
	done    int
	twice   int
	began   time.Time // the first span, by a worker
}

func newRun(e *Engine, kernel string, pieces [][]byte, sizes []int) *run {
	r := &run{
		Engine: e, id: rand.Text(), sizes: sizes, answers: make([][]byte, len(pieces)),
		failed: make(chan error, 1), full: make(chan struct{}),
	}
	for n, piece := range pieces {
		r.spans = append(r.spans, span{r.id, n, kernel, rand.Text(), piece})
	}
	return r
}

// errFull ends a run that has all its answers.
var errFull = errors.New("all answers are here")

// compute returns when all answers are here, or with the first error.
func (r *run) compute(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return r.offer(ctx) })
	g.Go(func() error { return r.report(ctx) })
	g.Go(func() error {
		select {
		case <-r.full:
			return errFull
		case err := <-r.failed:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	if err := g.Wait(); err != errFull {
		return err
	}
	r.progress(r.state())
	return nil
}

// report tells the progress.
func (r *run) report(ctx context.Context) error {
	for {
		if err := pause(ctx, beat); err != nil {
			return err
		}
		r.progress(r.state())
	}
}

func (r *run) state() Progress {
	p := Progress{Total: len(r.spans)}
	p.Workers, p.Machines = r.crowd.count()
	r.mu.Lock()
	defer r.mu.Unlock()
	p.Done, p.Twice = r.done, r.twice
	p.Left = r.left()
	return p
}

// left is the time for the rest, at the speed so far. The caller holds mu.
func (r *run) left() time.Duration {
	done, open := 0, 0
	for i, size := range r.sizes {
		if r.answers[i] == nil {
			open += size
		} else {
			done += size
		}
	}
	if done == 0 {
		return 0
	}
	return time.Duration(float64(time.Since(r.began)) * float64(open) / float64(done))
}

// leave removes the messages of the run, also when it was cancelled.
func (r *run) leave() {
	for _, s := range r.subs {
		_ = s.Unsubscribe() // the connection may be closed
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	r.link.purge(ctx, r.id)
}

// fail ends the run. The first error wins.
func (r *run) fail(err error) {
	select {
	case r.failed <- err:
	default:
	}
}

// errorf is an error about a span.
func (r *run) errorf(number int, format string, v ...any) error {
	return fmt.Errorf("cluster: span %d of %s: %w", number, r.spans[number].kernel, fmt.Errorf(format, v...))
}
