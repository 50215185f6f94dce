//go:build unix

package remote_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade/remote"
)

// try tries once to get in, and waits for nobody.
func try(enter func(context.Context) (func(), error)) (leave func(), ok bool) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	leave, err := enter(ctx)
	return leave, err == nil
}

func grades(ctx context.Context) (func(), error)   { return remote.Enter(ctx, false) }
func measures(ctx context.Context) (func(), error) { return remote.Enter(ctx, true) }

func requireIn(t *testing.T, enter func(context.Context) (func(), error)) (leave func()) {
	t.Helper()
	leave, ok := try(enter)
	require.True(t, ok, "there is room")
	return leave
}

func requireOut(t *testing.T, enter func(context.Context) (func(), error)) {
	t.Helper()
	_, ok := try(enter)
	require.False(t, ok, "there is no room")
}

// Those that grade share the room. Who measures has it alone.
func TestRoom(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	first, second := requireIn(t, grades), requireIn(t, grades)
	requireOut(t, measures)
	first()
	requireOut(t, measures)
	second()
	alone := requireIn(t, measures)
	requireOut(t, grades)
	requireOut(t, measures)
	alone()
	requireIn(t, grades)()
}

// While one waits to measure, nobody else gets in. If it waits no more, others do.
func TestDoor(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	leave := requireIn(t, grades)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { _, err := measures(ctx); ended <- err }()
	require.Eventually(t, func() bool {
		leave, ok := try(grades)
		if ok {
			leave()
		}
		return !ok
	}, time.Minute, time.Millisecond)
	cancel()
	require.ErrorIs(t, <-ended, context.Canceled)
	requireIn(t, grades)()
	go func() {
		leave, err := measures(t.Context())
		leave()
		ended <- err
	}()
	leave()
	require.NoError(t, <-ended)
}

// One worker measures on a machine. When it ends, another does.
func TestElect(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	resign := requireIn(t, remote.Elect)
	requireOut(t, remote.Elect)
	resign()
	assert.NotNil(t, requireIn(t, remote.Elect))
}
