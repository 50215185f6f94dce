package cluster

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// disk mounts a small disk, where the system allows it.
func disk(t *testing.T, size string) string {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("no small disk here: %v", err)
	}
	t.Cleanup(func() { require.NoError(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	return dir
}

// fill leaves so many bytes of room on a disk.
func fill(t *testing.T, dir string, room int64) {
	name := filepath.Join(dir, "filler")
	file, err := os.Create(name)
	require.NoError(t, err)
	defer file.Close()
	for err == nil {
		_, err = file.Write(make([]byte, 4096))
	}
	require.ErrorIs(t, err, syscall.ENOSPC)
	info, err := file.Stat()
	require.NoError(t, err)
	require.NoError(t, file.Truncate(info.Size()-room))
}

// The disk is too small for the pieces.
func TestFullDiskForPieces(t *testing.T) {
	server := start(t, "server", "nats://127.0.0.1:0", dirVariable+"="+disk(t, "1m"))
	engine, _ := engineAt(t, server.url(t))
	large := make([][]byte, 40)
	for i := range large {
		large[i] = make([]byte, 100_000)
	}
	got := <-mapping(t, engine, "hash", large)
	require.ErrorContains(t, got.err, "the server can't store its piece: its disk is full")
	requireNothingLeft(t, engine)
}

// The server comes back with a full disk, which has no room for its streams. The pieces go.
func TestFullDiskWhenServerIsBack(t *testing.T) {
	dir := disk(t, "4m")
	server := start(t, "server", "nats://127.0.0.1:0", dirVariable+"="+dir)
	url := server.url(t)
	engine, _ := engineAt(t, url)
	large := make([][]byte, 10)
	for i := range large {
		large[i] = make([]byte, 100_000)
	}
	got := mapping(t, engine, "hash", large)
	for stored := uint64(0); stored < 10; {
		if stream, err := engine.link.js.Stream(t.Context(), spanStream); err == nil {
			stored = stream.CachedInfo().State.Msgs
		}
	}
	server.kill()
	fill(t, dir, 0)
	start(t, "server", url, dirVariable+"="+dir).url(t)
	require.ErrorContains(t, (<-got).err, "no space left on device")
	engine.leaving.Wait()
	stream, err := engine.link.js.Stream(t.Context(), spanStream)
	require.NoError(t, err)
	require.Zero(t, stream.CachedInfo().State.Msgs)
}

// The disk is full when an answer comes, or has room for a little, but not for an answer.
// The server then does not reply to who sent it.
func TestFullDiskForAnswers(t *testing.T) {
	for _, c := range []struct {
		room int64
		want string
	}{
		{0, "no space left on device"},
		{32 << 10, "it is there, but does not store: its log says why"},
	} {
		dir, gate := disk(t, "2m"), newGate(t)
		server := start(t, "server", "nats://127.0.0.1:0", dirVariable+"="+dir)
		url := server.url(t)
		engine, _ := engineAt(t, url)
		start(t, "worker", url, gateVariable+"="+gate.path)
		go func() {
			a := <-gate.arrivals
			fill(t, dir, c.room)
			a.open()
		}()
		err := deaf(t, newRun(engine, "wide", pieces(1), nil))
		require.ErrorContains(t, err, "cluster: span 0 of wide: worker ")
		require.ErrorContains(t, err, ": the server can't store the answer: ")
		require.ErrorContains(t, err, c.want)
		server.says(t, "no space left on device")
	}
}

// An engine that hears the answers does not need them on the disk: it has them all, or an
// error says why not.
func TestFullDiskWhileComputing(t *testing.T) {
	dir, gate := disk(t, "2m"), newGate(t)
	server := start(t, "server", "nats://127.0.0.1:0", dirVariable+"="+dir)
	url := server.url(t)
	engine, _ := engineAt(t, url)
	start(t, "worker", url, gateVariable+"="+gate.path)
	got := mapping(t, engine, "wide", pieces(3))
	a := gate.wait(t)
	fill(t, dir, 0)
	a.open()
	gate.openAll()
	r := <-got
	if r.err != nil {
		require.Regexp(t, "no space left on device|its log says why", r.err.Error())
		return
	}
	for _, answer := range r.answers {
		require.Equal(t, make([]byte, 1<<18), answer)
	}
}
