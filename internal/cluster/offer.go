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
	err := r.ready(ctx, r.link.haveStreams)
	if err == nil {
		acks := r.send()
		err = r.each(ctx, func(ctx context.Context, s span) error { return r.confirm(ctx, s, acks[s.number]) })
	}
	l := lookout{link: r.link, reconnects: r.link.reconnects()}
	for err == nil {
		var again bool
		if again, err = l.look(ctx); !again || err != nil {
			continue
		}
		if err = r.ready(ctx, r.link.makeStreams); err == nil {
			err = r.each(ctx, r.recover)
		}
	}
	return err
}

// ready returns an error if there can be no streams.
func (r *run) ready(ctx context.Context, streams func(context.Context) error) error {
	if err := r.link.ended(); err != nil {
		return err
	}
	if err := streams(ctx); isFinal(err) {
		return fmt.Errorf("cluster: the server's streams: %w", explain(err))
	}
	return nil
}

// each does something for every open span.
func (r *run) each(ctx context.Context, do func(context.Context, span) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	for _, s := range r.spans {
		if r.isOpen(s.number) {
			g.Go(func() error { return do(ctx, s) })
		}
	}
	return g.Wait()
}

// send sends all spans to the queue, in their order, because the last ones are shorter. It doesn't
// wait until they are stored.
func (r *run) send() []jetstream.PubAckFuture {
	acks := make([]jetstream.PubAckFuture, len(r.spans))
	for i, s := range r.spans {
		acks[i] = r.link.publishSoon(s.message(r.link.tag))
	}
	return acks
}

// confirm waits until a span is stored, and publishes it again if it is not.
func (r *run) confirm(ctx context.Context, s span, ack jetstream.PubAckFuture) error {
	if isStored(ctx, ack) {
		return nil
	}
	return r.publish(ctx, s)
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
	if msg := r.answerTo(ctx, s); msg != nil {
		r.take(s.number, msg.Header, msg.Data)
		return nil
	}
	return r.publish(ctx, s)
}

// answerTo returns the answer to a span that the server has, or nil.
func (r *run) answerTo(ctx context.Context, s span) *jetstream.RawStreamMsg {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	stream, err := r.link.js.Stream(ctx, answerStream)
	if err != nil {
		return nil
	}
	msg, err := stream.GetLastMsgForSubject(ctx, answerSubject(s.run, s.number, s.key))
	if err != nil {
		return nil
	}
	return msg
}
