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

// The disk is full when an answer comes, or has room for a little, but not for an answer.
// The server then says nothing to who sent it.
func TestFullDiskForAnswers(t *testing.T) {
	for _, c := range []struct {
		room int64
		want string
	}{
		{0, "no space left on device"},
		{32 << 10, "cluster: span [0-2] of wide: worker [^ ]+: the server can't store the answer: it is there, but does not store: its log says why$"},
	} {
		dir, gate := disk(t, "2m"), newGate(t)
		server := start(t, "server", "nats://127.0.0.1:0", dirVariable+"="+dir)
		url := server.url(t)
		engine, _ := engineAt(t, url)
		start(t, "worker", url, gateVariable+"="+gate.path)
		got := mapping(t, engine, "wide", pieces(3))
		a := gate.wait(t)
		fill(t, dir, c.room)
		a.open()
		gate.openAll()
		r := <-got
		require.Error(t, r.err)
		require.Regexp(t, c.want, r.err.Error())
		t.Log(r.err)
		server.says(t, "no space left on device")
	}
}
