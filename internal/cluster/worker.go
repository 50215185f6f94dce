package cluster

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A worker computes one span at a time.
type worker struct {
	*link
	self presence
	end  context.CancelCauseFunc
	done atomic.Int64 // spans
	last string       // run
}

// Join connects with a server and computes spans until its context ends; then it hands back
// the span that it has. It returns how many spans it has answered. An engine of another version
// refuses the worker: that is an error, unless the worker has already worked for another.
func Join(until context.Context, at Address) (done int, err error) { return Kernels().Join(until, at) }

// Join is [Join] for the spans of a skill. An [Unfit] error ends it, too.
func (s Skill) Join(until context.Context, at Address) (done int, err error) {
	host, _ := os.Hostname()
	name := fmt.Sprintf("%s-%d", host, os.Getpid())
	link, err := dial(at, s, "worker "+name)
	if err != nil {
		return 0, err
	}
	defer link.close()
	ctx, end := context.WithCancelCause(until)
	defer end(nil)
	w := &worker{link: link, end: end, self: presence{name, rand.Text(), host, s.Version, s.Unfit}}
	if err := w.show(ctx); err != nil {
		return 0, fmt.Errorf("cluster: %w", err)
	}
	if s.Unfit != "" {
		<-ctx.Done()
		return 0, nil
	}
	w.note(fmt.Sprintf(joined, at, s.Name))
	w.work(ctx)
	if until.Err() == nil { // it has not ended, the worker has
		err = context.Cause(ctx)
	}
	return int(w.done.Load()), err
}

// show shows the worker to the engines, every second and when one asks. What comes back is
// a refusal.
func (w *worker) show(ctx context.Context) error {
	self, err := json.Marshal(w.self)
	if err != nil {
		return err
	}
	inbox := w.nc.NewInbox()
	if _, err := w.nc.Subscribe(inbox, w.refused); err != nil {
		return err
	}
	show := func() { _ = w.nc.PublishRequest(w.skill.here(), inbox, self) } // lost with the server away: the next follows
	if _, err := w.nc.Subscribe(w.skill.who(), func(*nats.Msg) { show() }); err != nil {
		return err
	}
	go func() {
		for show(); pause(ctx, beat) == nil; show() {
		}
	}()
	return nil
}

func (w *worker) refused(msg *nats.Msg) {
	var engine presence
	if json.Unmarshal(msg.Data, &engine) != nil {
		return
	}
	if w.done.Load() == 0 {
		w.end(fmt.Errorf("cluster: "+refusedByEngine, engine.Host, engine.Version, w.self.Version))
	}
}

// work takes spans until ctx ends.
func (w *worker) work(ctx context.Context) {
	var queue jetstream.Consumer
	trouble := ""
	for ctx.Err() == nil {
		err := w.answerNext(ctx, &queue)
		if err == nil {
			trouble = ""
			continue
		}
		queue = nil // it may be gone, as its server
		if trouble != err.Error() && ctx.Err() == nil {
			trouble = err.Error()
			w.note(fmt.Sprintf(noWork, err))
		}
		_ = pause(ctx, beat/4)
	}
}

// answerNext answers a span, if one comes in the next seconds.
func (w *worker) answerNext(ctx context.Context, queue *jetstream.Consumer) error {
	if err := w.ended(); err != nil {
		w.end(err)
		return err
	}
	if err := w.makeQueue(ctx, queue); err != nil {
		return err
	}
	msg, err := next(ctx, *queue)
	if err == nil {
		w.answer(ctx, msg)
	}
	if isNothing(err) {
		return nil
	}
	return err
}

// makeQueue sets *queue, unless it is set.
func (w *worker) makeQueue(ctx context.Context, queue *jetstream.Consumer) (err error) {
	if *queue != nil {
		return nil
	}
	if err := w.makeStreams(ctx); err != nil {
		return err
	}
	*queue, err = w.queue(ctx)
	return err
}

// next waits for a span.
func next(ctx context.Context, queue jetstream.Consumer) (jetstream.Msg, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return queue.Next(jetstream.FetchContext(ctx))
}

// isNothing reports whether there was simply no span for a while.
func isNothing(err error) bool {
	return errors.Is(err, nats.ErrTimeout) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, jetstream.ErrNoMessages)
}
