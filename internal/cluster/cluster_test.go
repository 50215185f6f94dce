package cluster

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/workers"
)

var _ workers.Engine = (*Engine)(nil)

// Two workers, many spans, the answers in order; then nothing is left at the server.
func TestMap(t *testing.T) {
	s := newSite(t)
	s.worker(t)
	s.worker(t)
	for _, n := range []int{0, 1, 500} {
		requireSequential(t, <-mapping(t, s.engine, "hash", pieces(n)), pieces(n))
	}
	requireNothingLeft(t, s.engine)
}

func TestEmptyAnswers(t *testing.T) {
	s := newSite(t)
	s.worker(t)
	got := <-mapping(t, s.engine, "empty", pieces(3))
	require.NoError(t, got.err)
	require.Equal(t, [][]byte{{}, {}, {}}, got.answers)
}

// Large answers arrive, also several.
func TestLargeAnswers(t *testing.T) {
	s := newSite(t)
	s.worker(t)
	got := <-mapping(t, s.engine, "megabyte", pieces(20))
	require.NoError(t, got.err)
	for _, answer := range got.answers {
		require.Len(t, answer, 1<<20)
	}
}

// Without a worker the engine waits, and says so. A worker that comes later does the work.
func TestNobodyIsHere(t *testing.T) {
	s := newSite(t)
	reports := make(chan Progress, 1000)
	s.engine.progress = func(p Progress) { reports <- p }
	got := mapping(t, s.engine, "gate", pieces(2))
	p := <-reports
	require.Equal(t, Progress{Total: 2}, p)
	require.Equal(t, "0 of 2 spans; no worker is here: waiting for one", p.String())
	s.worker(t)
	s.gate.wait(t).open()
	last := s.gate.wait(t) // the first span has its answer now
	for p = range reports {
		if p.Done == 1 {
			break
		}
	}
	require.Equal(t, 1, p.Workers)
	require.Equal(t, 1, p.Machines)
	require.Positive(t, p.Left)
	last.open()
	requireSequential(t, <-got, pieces(2))
}

// The end of the context ends Map in the middle of a span, and its messages go.
func TestCancel(t *testing.T) {
	s := newSite(t)
	s.worker(t)
	ctx, cancel := context.WithCancel(t.Context())
	var ended atomic.Bool
	done := make(chan error)
	go func() {
		_, err := s.engine.Carry(ctx, "gate", pieces(5))
		ended.Store(true)
		done <- err
	}()
	a := s.gate.wait(t)
	require.False(t, ended.Load())
	cancel()
	require.ErrorIs(t, <-done, context.Canceled)
	requireNothingLeft(t, s.engine)
	a.open()
	requireSequential(t, <-mapping(t, s.engine, "hash", pieces(5)), pieces(5)) // the worker is free again
}

// Two runs at a time don't mix.
func TestTwoRuns(t *testing.T) {
	s := newSite(t)
	s.worker(t)
	other, _ := engineAt(t, s.url)
	first := mapping(t, s.engine, "hash", pieces(100))
	second := mapping(t, other, "hash", pieces(50))
	third := mapping(t, other, "hash", pieces(70))
	requireSequential(t, <-first, pieces(100))
	requireSequential(t, <-second, pieces(50))
	requireSequential(t, <-third, pieces(70))
}

// What a kernel can't do ends the run, and says where.
func TestErrors(t *testing.T) {
	s := newSite(t)
	s.worker(t)
	for kernel, want := range map[string]string{
		"fails":   `cluster: span 0 of fails: worker [^ ]+: no answer to piece-0$`,
		"panics":  `cluster: span 0 of panics: worker [^ ]+: the kernel panicked: at piece-0$`,
		"large":   `cluster: span 0 of large: worker [^ ]+: 8388608 bytes, but the server takes at most 8387584$`,
		"unknown": `cluster: span 0 of unknown: worker [^ ]+: workers: kernel "unknown" is not registered$`,
	} {
		got := <-mapping(t, s.engine, kernel, pieces(1))
		require.Error(t, got.err)
		require.Regexp(t, want, got.err.Error())
	}
	got := <-mapping(t, s.engine, "hash", [][]byte{{1}, make([]byte, maxMessage)})
	require.EqualError(t, got.err, "cluster: span 1 of hash: its piece: 8388608 bytes, but the server takes at most 8387584")
	requireNothingLeft(t, s.engine)
	requireSequential(t, <-mapping(t, s.engine, "hash", pieces(3)), pieces(3)) // the worker goes on
}

// An engine counts the workers that are here, before its first run.
func TestWorkers(t *testing.T) {
	s := newSite(t)
	s.worker(t)
	s.worker(t)
	for ctx := t.Context(); s.engine.Workers() != 2; {
		require.NoError(t, pause(ctx, beat/100))
	}
}

// Spans are offered in their order.
func TestOrder(t *testing.T) {
	const count = 100
	s := newSite(t)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = s.engine.Carry(ctx, "hash", pieces(count)) // no worker is here
	}()
	defer func() { cancel(); <-ended }()
	var stream jetstream.Stream
	for stored := uint64(0); stored < count; {
		var err error
		if stream, err = s.engine.link.js.Stream(t.Context(), spanStream); err == nil {
			stored = stream.CachedInfo().State.Msgs
		}
	}
	for i := range count {
		msg, err := stream.GetMsg(t.Context(), uint64(i+1))
		require.NoError(t, err)
		_, number, err := readSubject(msg.Subject, 3, 4)
		require.NoError(t, err)
		require.Equal(t, i, number)
	}
}

// There is no server: an error at once.
func TestNoServer(t *testing.T) {
	_, err := Dial(Address{URL: "nats://127.0.0.1:1"}, nil)
	require.ErrorContains(t, err, "cluster: nats://127.0.0.1:1: ")
	_, err = Join(t.Context(), Address{URL: "nats://127.0.0.1:1"})
	require.ErrorContains(t, err, "cluster: nats://127.0.0.1:1: ")
}

func TestProgressString(t *testing.T) {
	p := Progress{Done: 3, Total: 9, Workers: 4, Machines: 2}
	require.Equal(t, "3 of 9 spans; 4 workers on 2 machines", p.String())
	p.Left = 61*time.Second + 2
	require.Equal(t, "3 of 9 spans; 4 workers on 2 machines; about 1m1s left", p.String())
	require.Equal(t, "0 of 1 spans; 1 worker on 1 machine", Progress{Total: 1, Workers: 1, Machines: 1}.String())
}
