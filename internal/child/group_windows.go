package child

import (
	"os/exec"
	"strconv"
	"syscall"
)

// killGroup lets the cancellation of a command end what it has started, too.
func killGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
	cmd.Cancel = func() error {
		_ = exec.Command("taskkill", "/t", "/f", "/pid", strconv.Itoa(cmd.Process.Pid)).Run() // Kill is next
		return cmd.Process.Kill()
	}
}

// KillGroup does nothing: Windows does not tell what a process that is gone has started.
func KillGroup(*exec.Cmd) {}
