package cluster

import (
	"context"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/stretchr/testify/require"
)

// The streams may take a megabyte. The pieces, or the answers, take more.
func TestFullStreams(t *testing.T) {
	p := Place{Dir: t.TempDir(), Listen: "127.0.0.1:0", MaxBytes: 1 << 20}
	s := serve(t, p)
	engine, _ := engineAt(t, s.URL())
	large := make([][]byte, 20)
	for i := range large {
		large[i] = make([]byte, 100_000)
	}
	got := <-mapping(t, engine, "hash", large)
	require.ErrorContains(t, got.err, "the server can't store its piece: its disk is full, or what it may take of it")
	requireNothingLeft(t, engine)
	start(t, "worker", s.URL())
	err := deaf(t, newRun(engine, "megabyte", pieces(3), nil))
	require.ErrorContains(t, err, " of megabyte: worker ")
	require.ErrorContains(t, err, ": the server can't store the answer: its disk is full, or what it may take of it")
	requireNothingLeft(t, engine)
	requireSequential(t, <-mapping(t, engine, "hash", pieces(3)), pieces(3)) // there is room again
}

// deaf computes a run whose engine does not hear the answers, only what workers say.
func deaf(t *testing.T, r *run) error {
	require.NoError(t, r.listen())
	defer r.leave()
	r.dropAnswers(t)
	require.NoError(t, r.each(t.Context(), r.publish))
	select {
	case err := <-r.failed:
		return err
	case <-time.After(time.Minute):
		return nil
	}
}

// JetStream ends itself when the disk fails: engines end with an error, and then the server.
func TestStreamsEnd(t *testing.T) {
	s, err := Serve(Place{Dir: t.TempDir(), Listen: "127.0.0.1:0"})
	require.NoError(t, err)
	ended := make(chan error)
	go func() { ended <- s.Wait(t.Context()) }()
	engine, _ := engineAt(t, s.URL())
	gate := newGate(t)
	start(t, "worker", s.URL(), gateVariable+"="+gate.path)
	got := mapping(t, engine, "gate", pieces(3))
	gate.wait(t)
	require.NoError(t, s.nats.DisableJetStream())
	require.EqualError(t, (<-got).err, "cluster: the server: it is there, but does not store: its log says why")
	require.EqualError(t, <-ended, "serve: the streams can't be kept any more: the disk is full, or broken")
}

// JetStream has ended before a run begins: the run ends, too, with a server of ours, and with
// one that goes on.
func TestStreamsAreOff(t *testing.T) {
	for name, begin := range map[string]func(t *testing.T) *server.Server{
		"ours": func(t *testing.T) *server.Server {
			s, err := Serve(Place{Dir: t.TempDir(), Listen: "127.0.0.1:0"})
			require.NoError(t, err)
			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan error)
			go func() { ended <- s.Wait(ctx) }()
			t.Cleanup(func() { stop(); <-ended })
			return s.nats
		},
		"nats": func(t *testing.T) *server.Server { return natsServer(t, server.Options{JetStream: true}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := begin(t)
			engine, _ := engineAt(t, s.ClientURL())
			require.NoError(t, engine.link.makeStreams(t.Context())) // nats-server fails if JetStream has not begun
			require.NoError(t, s.DisableJetStream())
			require.ErrorContains(t, (<-mapping(t, engine, "hash", pieces(3))).err, "it is there, but does not store")
		})
	}
}
