package cluster

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/workers"
	"speedup.example/pi"
)

// A liar is a client that knows the address, and says what it likes.
type liar struct {
	nc    *nats.Conn
	spans chan span // that were offered
}

func newLiar(t *testing.T, url string) *liar {
	nc, err := nats.Connect(url)
	require.NoError(t, err)
	t.Cleanup(nc.Close)
	l := &liar{nc, make(chan span, 100)}
	_, err = nc.Subscribe(allSpans, func(msg *nats.Msg) {
		if s, err := readSpan(msg.Subject, msg.Header, msg.Data); err == nil {
			l.spans <- s
		}
	})
	require.NoError(t, err)
	require.NoError(t, nc.Flush())
	return l
}

func (l *liar) publish(t *testing.T, msg *nats.Msg) {
	t.Helper()
	require.NoError(t, l.nc.PublishMsg(msg))
	require.NoError(t, l.nc.Flush())
}

func (l *liar) say(t *testing.T, run string, said any) {
	t.Helper()
	data, err := json.Marshal(said)
	require.NoError(t, err)
	require.NoError(t, l.nc.Publish(talkSubject(run), data))
	require.NoError(t, l.nc.Flush())
}

// Answers to spans that the liar was not given, of no run, or of no span are ignored. The
// engine says so.
func TestIgnoredLies(t *testing.T) {
	s := newSite(t)
	l := newLiar(t, s.url)
	got := mapping(t, s.engine, "gate", pieces(2))
	truth := <-l.spans
	lie := func(change func(*span)) *nats.Msg {
		s := truth
		change(&s)
		return s.answer("liar", []byte("a lie"))
	}
	l.publish(t, lie(func(s *span) { s.key = "guess" }))
	s.notes.says(t, "from worker liar: it was not given this span")
	for _, number := range []int{-1, 2} {
		l.publish(t, lie(func(s *span) { s.number = number }))
	}
	s.notes.says(t, ".2."+truth.key)
	l.publish(t, lie(func(s *span) { s.run = "NORUN" }))
	l.say(t, truth.run, talk{Span: 0, Key: "guess", Worker: "liar", Error: "it can't be done"})
	s.notes.says(t, "ignored a message about span 0 from worker liar: it was not given this span")
	l.say(t, truth.run, talk{Span: 7})
	l.say(t, truth.run, "?")
	s.notes.says(t, `ignored a message about no span of this run: "?"`)
	s.worker(t)
	s.gate.openAll()
	requireSequential(t, <-got, pieces(2))
	require.Contains(t, s.notes.text(), ".-1."+truth.key)
}

// An answer that did not arrive as it was sent ends the run.
func TestBrokenAnswer(t *testing.T) {
	s := newSite(t)
	l := newLiar(t, s.url)
	got := mapping(t, s.engine, "hash", pieces(1))
	msg := (<-l.spans).answer("liar", []byte("an answer"))
	msg.Data = msg.Data[:4]
	l.publish(t, msg)
	require.EqualError(t, (<-got).err, "cluster: span 0 of hash: worker liar: the answer is broken: its digest is another")
	requireNothingLeft(t, s.engine)
}

// What the answer means only the driver knows. It refuses one of a wrong shape.
func TestWrongShape(t *testing.T) {
	s := newSite(t)
	l := newLiar(t, s.url)
	for want, lie := range map[string]any{
		"pi: a worker counts -1 points inside, of 1000":   []int{-1},
		"piece 0 has 2 values, want 1, one for each span": []int{1, 2},
		"the answer to piece 0: gob: ":                    "many",
	} {
		failed := make(chan error)
		go func() {
			_, err := pi.Cluster(workers.NewContext(t.Context(), s.engine), 1000, 1, pi.Scalar)
			failed <- err
		}()
		var answer bytes.Buffer
		require.NoError(t, gob.NewEncoder(&answer).Encode(lie))
		l.publish(t, (<-l.spans).answer("liar", answer.Bytes()))
		require.ErrorContains(t, <-failed, want)
	}
	requireNothingLeft(t, s.engine)
}

// Two answers that differ end the run: one of them is wrong.
func TestDifferentAnswers(t *testing.T) {
	s := newSite(t)
	l := newLiar(t, s.url)
	got := mapping(t, s.engine, "gate", pieces(2))
	s.worker(t)
	first := s.gate.wait(t)
	first.open()
	s.gate.wait(t) // the first span has its answer, the second keeps the run going
	for range 2 {
		if s := <-l.spans; string(s.piece) == first.piece {
			l.publish(t, s.answer("liar", []byte("four")))
			break
		}
	}
	require.ErrorContains(t, (<-got).err, " of gate: two workers gave different answers (32 bytes and 4 bytes), the second is liar's")
	requireNothingLeft(t, s.engine)
}

// What is no span is dropped, and the worker goes on.
func TestStrangeSpan(t *testing.T) {
	s := newSite(t)
	w := s.worker(t)
	requireSequential(t, <-mapping(t, s.engine, "hash", pieces(1)), pieces(1)) // the streams are there
	l := newLiar(t, s.url)
	l.publish(t, nats.NewMsg(spanSubject(s.engine.link.tag, "NORUN", 0)))
	w.says(t, "dropped a message that is no span: ")
	requireSequential(t, <-mapping(t, s.engine, "hash", pieces(2)), pieces(2))
}
