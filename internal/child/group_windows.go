package child

import (
	"os/exec"
	"strconv"
	"syscall"
)

// killGroup lets the cancellation of a command also end its children.
func killGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
	cmd.Cancel = func() error {
		_ = exec.Command("taskkill", "/t", "/f", "/pid", strconv.Itoa(cmd.Process.Pid)).Run() // Kill is next
		return cmd.Process.Kill()
	}
}

// KillGroup does nothing, because Windows can't tell the children of a process that is
// gone.
func KillGroup(*exec.Cmd) {}
