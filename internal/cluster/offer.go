package cluster

import (
	"context"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/sync/errgroup"
)

// atOnce is how many messages wait for the server's acknowledgement at a time.
const atOnce = 32

// offer offers the spans, and looks after them until ctx ends.
func (r *run) offer(ctx context.Context) error {
	err := r.each(ctx, r.link.knownStreams, r.publish)
	l := lookout{link: r.link, reconnects: r.link.reconnects()}
	for err == nil {
		var again bool
		if again, err = l.look(ctx); again && err == nil {
			err = r.each(ctx, r.link.makeStreams, r.recover)
		}
	}
	return err
}

// each does something for every open span, once there are streams.
func (r *run) each(ctx context.Context, streams func(context.Context) (*streams, error), do func(context.Context, span) error) error {
	if err := r.link.ended(); err != nil {
		return err
	}
	if _, err := streams(ctx); isFinal(err) {
		return fmt.Errorf("cluster: the server's streams: %w", explain(err))
	}
	open := r.open()
	g, ctx := errgroup.WithContext(ctx)
	for range min(atOnce, len(open)) {
		g.Go(func() error {
			for s := range open { // in their order: the last ones are short
				if err := do(ctx, s); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// open returns a channel of the open spans.
func (r *run) open() <-chan span {
	open := make(chan span, len(r.spans))
	for _, s := range r.spans {
		if r.isOpen(s.number) {
			open <- s
		}
	}
	close(open)
	return open
}

// publish puts a span into the queue, where it may be already.
func (r *run) publish(ctx context.Context, s span) error {
	if err := r.link.publish(ctx, s.message(r.link.tag)); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return r.errorf(s.number, "the server can't store its piece: %w", err)
	}
	return nil
}

// recover takes the answer that the engine missed, if there is one. Else it offers the
// span again.
func (r *run) recover(ctx context.Context, s span) error {
	if msg := r.stored(ctx, s); msg != nil {
		r.take(s.number, msg.Header, msg.Data)
		return nil
	}
	return r.publish(ctx, s)
}

// stored returns the answer to a span that the server has, or nil.
func (r *run) stored(ctx context.Context, s span) *jetstream.RawStreamMsg {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	streams, err := r.link.knownStreams(ctx)
	if err != nil {
		return nil
	}
	msg, err := streams.answers.GetLastMsgForSubject(ctx, answerSubject(s.run, s.number, s.key))
	if err != nil {
		return nil
	}
	return msg
}
