//go:build unix

package grade

import (
	"fmt"
	"os"
	"syscall"
)

// Lock makes a folder if there is none, and keeps other graders out of it. The end of this
// process, however it comes, also ends the lock.
func Lock(folder string) (unlock func(), err error) {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, fmt.Errorf("grade: %w", err)
	}
	open, err := os.Open(folder)
	if err != nil {
		return nil, fmt.Errorf("grade: %w", err)
	}
	if err := syscall.Flock(int(open.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		open.Close()
		return nil, fmt.Errorf(inUse, folder, err)
	}
	return func() { open.Close() }, nil
}
