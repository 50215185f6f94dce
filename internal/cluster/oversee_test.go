package cluster

import (
	"context"
	"net"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/stretchr/testify/require"
)

// natsServer starts a server that knows nothing of spans.
func natsServer(t *testing.T, opts server.Options) *server.Server {
	t.Helper()
	opts.Host, opts.Port, opts.NoSigs, opts.StoreDir = "127.0.0.1", server.RANDOM_PORT, true, t.TempDir()
	s, err := server.NewServer(&opts)
	require.NoError(t, err)
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	require.True(t, s.ReadyForConnections(time.Minute))
	return s
}

// A NATS server that is there already hands out spans, with a token and messages of the
// usual size. Its overseer says who comes and goes, and nobody needs it.
func TestServerThatIsThere(t *testing.T) {
	s := natsServer(t, server.Options{JetStream: true, Authorization: "secret"})
	at := Address{URL: s.ClientURL(), Token: "secret"}
	n := newNotes()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	at.Note = n.add
	ended := make(chan error, 1)
	ready := make(chan struct{})
	go func() { ended <- Oversee(ctx, at, func() { close(ready) }) }()
	n.says(t, "the server takes messages of 1048576 bytes at most")
	<-ready

	w := start(t, "worker", at.URL, tokenVariable+"=secret")
	n.says(t, "here: worker ")
	n.says(t, "(kernels, version "+version()+")")
	e, err := Dial(at, nil)
	require.NoError(t, err)
	t.Cleanup(e.Close)
	requireSequential(t, <-mapping(t, e, "hash", pieces(50)), pieces(50))
	requireNothingLeft(t, e)
	stop()
	require.NoError(t, <-ended)
	requireSequential(t, <-mapping(t, e, "hash", pieces(5)), pieces(5))

	n = newNotes()
	at.Note = n.add
	go func() { ended <- Oversee(t.Context(), at, func() {}) }()
	n.says(t, "here: worker ")
	w.kill()
	n.says(t, "gone: worker ")
	s.Shutdown()
	n.says(t, "is away")
}

func neverReady(t *testing.T) func() { return func() { t.Error("it is ready") } }

// What a server lacks is said at once.
func TestOverseeMistakes(t *testing.T) {
	plain := natsServer(t, server.Options{})
	err := Oversee(t.Context(), Address{URL: plain.ClientURL()}, neverReady(t))
	require.EqualError(t, err, "cluster: "+plain.ClientURL()+": it has no JetStream, which has to be turned on: nats-server -js")

	locked := natsServer(t, server.Options{JetStream: true, Authorization: "secret"})
	err = Oversee(t.Context(), Address{URL: locked.ClientURL(), Token: "guess"}, neverReady(t))
	require.ErrorContains(t, err, "Authorization Violation")

	small := natsServer(t, server.Options{JetStream: true})
	js, err := dial(Address{URL: small.ClientURL()}, Kernels(), "test")
	require.NoError(t, err)
	defer js.close()
	_, err = js.js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "OTHER", Subjects: []string{"speedup.>"}})
	require.NoError(t, err)
	err = Oversee(t.Context(), Address{URL: small.ClientURL()}, neverReady(t))
	require.EqualError(t, err, "cluster: "+small.ClientURL()+": its streams: subjects overlap with an existing stream")

	mute, err := net.Listen("tcp", "127.0.0.1:0") // says nothing
	require.NoError(t, err)
	defer mute.Close()
	err = Oversee(t.Context(), Address{URL: "nats://" + mute.Addr().String()}, neverReady(t))
	require.ErrorContains(t, err, "cluster: nats://"+mute.Addr().String()+": ")
}
