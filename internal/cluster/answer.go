package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// answer answers a span. What happens to the message is decided last: it is acknowledged
// when the answer is stored, and handed back when there is none.
func (w *worker) answer(ctx context.Context, msg jetstream.Msg) {
	s, err := readSpan(msg.Subject(), msg.Headers(), msg.Data())
	if err != nil {
		w.note(fmt.Sprintf(strangeSpan, err))
		_ = msg.Term() // or it comes again, and is dropped again
		return
	}
	stop := keepAlive(ctx, msg)
	err = w.compute(ctx, s)
	stop()
	switch {
	case err == nil:
		_ = msg.Ack() // or the span comes again, and its engine says that it has the answer
	case ctx.Err() != nil:
		_ = msg.Nak() // or the server waits until it has lost patience
	default:
		_ = msg.NakWithDelay(backOff(msg))
	}
}

// compute returns nil if the span needs no worker any more.
func (w *worker) compute(ctx context.Context, s span) error {
	reply, err := w.talk(ctx, s, nil)
	if err != nil || reply == forget {
		return err
	}
	err = w.store(ctx, s)
	var unfit Unfit
	switch {
	case err == nil:
		w.done.Add(1)
	case errors.As(err, &unfit):
		w.end(unfit)
	case ctx.Err() == nil:
		w.note(fmt.Sprintf("span %d of %s: %v", s.number, s.kernel, err))
		_, err = w.talk(ctx, s, err)
	}
	return err
}

// store runs the kernel, and stores its answer.
func (w *worker) store(ctx context.Context, s span) error {
	if w.last != s.run {
		w.last = s.run
		w.note(fmt.Sprintf(worksFor, s.kernel))
	}
	answer, err := w.run(ctx, s)
	if err != nil {
		return err
	}
	if err := w.fits(answer); err != nil {
		return err
	}
	if err := w.publish(ctx, s.answer(w.self.Name, answer)); err != nil {
		return fmt.Errorf(cantStore, err)
	}
	return nil
}

// run runs the kernel. It can't be stopped, but the end of ctx leaves it behind.
func (w *worker) run(ctx context.Context, s span) ([]byte, error) {
	var answer []byte
	err := errors.New("the kernel ended its goroutine")
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("the kernel panicked: %v", p)
			}
		}()
		answer, err = w.skill.Do(ctx, s.kernel, s.piece)
	}()
	select {
	case <-done:
		return answer, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// talk asks the engine whether to begin a span, or says why there is no answer. The error is
// that the engine does not reply: it is gone, or between two connections.
func (w *worker) talk(ctx context.Context, s span, failure error) (reply string, err error) {
	t := talk{Span: s.number, Key: s.key, Worker: w.self.Name}
	if failure != nil {
		t.Error = failure.Error()
	}
	data, err := json.Marshal(t)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, patience/2)
	defer cancel()
	msg, err := w.nc.RequestWithContext(ctx, talkSubject(s.run), data)
	if err != nil {
		return "", err
	}
	return string(msg.Data), nil
}

// keepAlive tells the server that the span is being computed, until stop is called.
func keepAlive(ctx context.Context, msg jetstream.Msg) (stop func()) {
	ctx, stop = context.WithCancel(ctx)
	go func() {
		for pause(ctx, patience/3) == nil {
			_ = msg.InProgress() // or the span is computed twice
		}
	}()
	return stop
}

// backOff is the time until a span comes again whose engine did not reply: longer each
// time, because it may have died.
func backOff(msg jetstream.Msg) time.Duration {
	meta, err := msg.Metadata()
	if err != nil {
		return patience
	}
	return min(time.Duration(meta.NumDelivered)*beat/4, 10*beat)
}
