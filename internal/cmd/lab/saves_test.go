package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// If a system has no watches left, saves polls. It finds new, changed and removed Go
// files.
func TestSavesWithoutWatches(t *testing.T) {
	real := notifier
	t.Cleanup(func() { notifier = real })
	notifier = func() (*fsnotify.Watcher, error) { return nil, errors.New("too many open files") }
	dir := t.TempDir()
	write := func(name, content string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666))
	}
	write("old.go", "package x\n")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	files, note := saves(ctx, []string{dir})
	assert.Equal(t, "The system reports no changes (too many open files), so lab looks at the files twice a second.", note)
	next := func() string {
		select {
		case file := <-files:
			return filepath.Base(file)
		case <-time.After(time.Minute):
			return "nothing"
		}
	}
	write("notes.txt", "no Go")
	write("new.go", "package x\n")
	assert.Equal(t, "new.go", next())
	write("old.go", "package x // changed\n")
	assert.Equal(t, "old.go", next())
	require.NoError(t, os.Remove(filepath.Join(dir, "new.go")))
	assert.Equal(t, "new.go", next())
}
