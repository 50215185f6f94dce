package remote_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"speedup.example/internal/grade/remote"
	"speedup.example/internal/grade/speed"
)

func timing(row string) speed.Result {
	return speed.Result{Row: row, Procs: 2, Student: speed.Median{Times: 1.25, Low: 1, High: 2}}
}

// A both is the two pipes to a relay, seen from its caller.
type both struct {
	io.Reader
	io.WriteCloser
}

type callerFunc func(ctx context.Context, kind string, piece []byte) ([]byte, error)

func (c callerFunc) Call(ctx context.Context, kind string, piece []byte) ([]byte, error) {
	return c(ctx, kind, piece)
}

// relayTo starts a relay, and returns the line to it.
func relayTo(t *testing.T, ctx context.Context, by callerFunc) (line *remote.Line, ended <-chan error) {
	t.Helper()
	in, calls := io.Pipe()
	answers, out := io.Pipe()
	result := make(chan error, 1)
	go func() { result <- remote.ServeRelay(ctx, in, out, by) }()
	line = remote.Dial(both{answers, calls})
	t.Cleanup(func() { _ = line.Close(); _ = out.Close() })
	return line, result
}

// Calls don't wait for each other, and each gets its own answer, or error.
func TestRelay(t *testing.T) {
	const n = 20
	all := make(chan struct{}, n)
	open := make(chan struct{})
	line, ended := relayTo(t, t.Context(), func(_ context.Context, kind string, piece []byte) ([]byte, error) {
		all <- struct{}{}
		<-open
		if string(piece) == "13" {
			return nil, errors.New("no 13")
		}
		return fmt.Append(nil, kind, " ", string(piece)), nil
	})
	var group errgroup.Group
	for i := range n {
		group.Go(func() error {
			got, err := line.Call(t.Context(), "kind", fmt.Append(nil, i))
			if i == 13 {
				assert.EqualError(t, err, "no 13")
				return nil
			}
			assert.Equal(t, fmt.Sprint("kind ", i), string(got))
			return err
		})
	}
	for range n {
		<-all
	}
	close(open)
	require.NoError(t, group.Wait())
	require.NoError(t, line.Close())
	require.NoError(t, <-ended)
	_, err := line.Call(t.Context(), "kind", nil)
	require.ErrorIs(t, err, remote.ErrGone)
}

// A line that is closed, or whose process dies, ends the calls of its relay.
func TestRelayEnds(t *testing.T) {
	calling, ended := make(chan struct{}), make(chan error, 1)
	line, served := relayTo(t, t.Context(), func(ctx context.Context, _ string, _ []byte) ([]byte, error) {
		close(calling)
		<-ctx.Done()
		ended <- ctx.Err()
		return nil, ctx.Err()
	})
	go func() { _, _ = line.Call(t.Context(), "kind", nil) }()
	<-calling
	require.NoError(t, line.Close())
	require.ErrorIs(t, <-ended, context.Canceled)
	require.NoError(t, <-served)
}

// A relay that has lost the server ends, though its caller waits.
func TestRelayIsLost(t *testing.T) {
	ctx, lost := context.WithCancelCause(t.Context())
	_, served := relayTo(t, ctx, func(ctx context.Context, _ string, _ []byte) ([]byte, error) { return nil, ctx.Err() })
	lost(errors.New("another token"))
	require.EqualError(t, <-served, "another token")
}

// The end of a context ends a call, and nothing else.
func TestCallIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	line, _ := relayTo(t, t.Context(), func(ctx context.Context, kind string, _ []byte) ([]byte, error) {
		if kind == "slow" {
			cancel()
			<-ctx.Done()
		}
		return []byte(kind), nil
	})
	_, err := line.Call(ctx, "slow", nil)
	require.ErrorIs(t, err, context.Canceled)
	got, err := line.Call(t.Context(), "quick", nil)
	require.NoError(t, err)
	assert.Equal(t, "quick", string(got))
}
