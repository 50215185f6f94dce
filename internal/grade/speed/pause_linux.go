package speed

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// pause stops a program and all that it has started, and returns when it stands still. It
// uses no processor time until resume.
func pause(p *os.Process) error {
	if err := unix.Kill(-p.Pid, unix.SIGSTOP); err != nil {
		return err
	}
	for {
		// WNOWAIT leaves the end of a program to those who wait for it.
		err := unix.Waitid(unix.P_PID, p.Pid, &unix.Siginfo{}, unix.WSTOPPED|unix.WEXITED|unix.WNOWAIT, nil)
		if !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

func resume(p *os.Process) error { return unix.Kill(-p.Pid, unix.SIGCONT) }
