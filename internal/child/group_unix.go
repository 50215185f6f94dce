//go:build unix

package child

import (
	"os/exec"
	"syscall"
)

// killGroup lets the cancellation of a command end what it has started, too.
func killGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
