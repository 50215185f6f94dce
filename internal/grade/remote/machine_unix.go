//go:build unix

package remote

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// The locks of a machine, which all its workers see. They are files, because a process that
// dies lets go of them.
const (
	room   = "speedup-room"   // shared by those that grade; one that measures has it alone
	door   = "speedup-door"   // who waits for the room, holds it: so nobody else gets in first
	office = "speedup-office" // the one worker that measures on this machine has it
	kiln   = "speedup-kiln"   // who builds has it: the next finds what it needs in the cache
)

// enter waits until the machine has room for one that grades, or one that measures.
func enter(ctx context.Context, alone bool) (leave func(), err error) {
	kind := syscall.LOCK_SH
	if alone {
		kind = syscall.LOCK_EX
	}
	open, err := lock(ctx, door, syscall.LOCK_EX)
	if err != nil {
		return nil, err
	}
	defer open()
	return lock(ctx, room, kind)
}

// Elect waits until this process is the one that measures on this machine, which it stays
// until it resigns or ends.
func Elect(ctx context.Context) (resign func(), err error) {
	return lock(ctx, office, syscall.LOCK_EX)
}

// buildAlone waits until nobody else builds the checks.
func buildAlone(ctx context.Context) (done func(), err error) {
	return lock(ctx, kiln, syscall.LOCK_EX)
}

// lock waits for a lock. It tries again and again, because a wait for it can't be ended.
func lock(ctx context.Context, name string, kind int) (unlock func(), err error) {
	file, err := openLock(filepath.Join(os.TempDir(), name))
	if err != nil {
		return nil, fmt.Errorf("remote: %w", err)
	}
	for {
		err := syscall.Flock(int(file.Fd()), kind|syscall.LOCK_NB)
		switch {
		case err == nil:
			return func() { file.Close() }, nil
		case !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR):
			return nil, errors.Join(fmt.Errorf("remote: %s: %w", file.Name(), err), file.Close())
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), file.Close())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// openLock opens the file of a lock, whoever has made it.
func openLock(name string) (*os.File, error) {
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return os.OpenFile(name, os.O_RDONLY|os.O_CREATE, 0o644)
	}
	return file, err
}
