package cluster

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/sync/errgroup"
)

// The streams.
const (
	spanStream   = "SPEEDUP_SPANS"
	answerStream = "SPEEDUP_ANSWERS"
)

// The subjects. A span's is speedup.span.VERSION.RUN.NUMBER, its answer's
// speedup.answer.RUN.NUMBER.KEY.
const (
	allSpans   = "speedup.span.>"
	allAnswers = "speedup.answer.>"
)

func spanSubject(tag, run string, number int) string {
	return fmt.Sprintf("speedup.span.%s.%s.%d", tag, run, number)
}

func answerSubject(run string, number int, key string) string {
	return fmt.Sprintf("speedup.answer.%s.%d.%s", run, number, key)
}

// talkSubject is where a worker talks to the engine of a run.
func talkSubject(run string) string { return "speedup.run." + run }

// readSubject returns the run and the number in the subject of a span, or the number and
// the key in that of an answer: always the fourth and fifth word.
func readSubject(subject string, first, second int) (word string, number int, err error) {
	words := strings.Split(subject, ".")
	if len(words) != 5 {
		return "", 0, fmt.Errorf("subject %q, want five words", subject)
	}
	number, err = strconv.Atoi(words[second])
	return words[first], number, err
}

// haveStreams makes the streams, unless the link has made them since the server came. Somebody
// may have removed them. Then publish fails, and makes them again.
func (l *link) haveStreams(ctx context.Context) error {
	if l.made.Load() {
		return nil
	}
	return l.makeStreams(ctx)
}

// makeStreams makes the streams, and the queue of the skill, where they are not there yet.
func (l *link) makeStreams(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 3*patience)
	defer cancel()
	_, err := l.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: spanStream, Subjects: []string{allSpans}, Retention: jetstream.WorkQueuePolicy,
		Discard: jetstream.DiscardNew, MaxAge: keep, AllowDirect: true,
	})
	if err != nil {
		return err
	}
	_, err = l.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: answerStream, Subjects: []string{allAnswers},
		Discard: jetstream.DiscardNew, MaxAge: keep, AllowDirect: true,
	})
	if err != nil {
		return err
	}
	if l.skill.Name != "" {
		_, err = l.queue(ctx)
	}
	l.made.Store(err == nil)
	return err
}

// queue is the part of the spans that workers of this skill get. A span that nobody
// acknowledges is delivered again, without limit.
func (l *link) queue(ctx context.Context) (jetstream.Consumer, error) {
	return l.js.CreateOrUpdateConsumer(ctx, spanStream, jetstream.ConsumerConfig{
		Durable: "v" + l.tag, FilterSubject: "speedup.span." + l.tag + ".>",
		AckPolicy: jetstream.AckExplicitPolicy, AckWait: patience, MaxDeliver: -1,
		MaxAckPending: -1, InactiveThreshold: time.Hour,
	})
}

// purge removes what is left of a run. The server passes an answer on before it has stored
// it, but stores all messages in their order. So it first gets a last one of each kind.
func (l *link) purge(ctx context.Context, run string) {
	const end = "end" // no skill, and no key
	var g errgroup.Group
	g.Go(func() error {
		return l.purgeStream(ctx, spanStream, "speedup.span.*."+run+".>", spanSubject(end, run, 0))
	})
	g.Go(func() error {
		return l.purgeStream(ctx, answerStream, "speedup.answer."+run+".>", answerSubject(run, 0, end))
	})
	_ = g.Wait() // they stay for a day: the server is away
}

// purgeStream doesn't make the stream, because a disk that is full has no room for it.
func (l *link) purgeStream(ctx context.Context, name, subjects, last string) error {
	_, _ = l.js.Publish(ctx, last, nil) // a full stream refuses it
	s, err := l.js.Stream(ctx, name)
	if err != nil {
		return err
	}
	return s.Purge(ctx, jetstream.WithPurgeSubject(subjects))
}
