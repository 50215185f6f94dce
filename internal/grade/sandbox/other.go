//go:build !linux

package sandbox

import (
	"context"
	"fmt"
	"os/exec"
	"runtime"
)

// System has what programs with C in them need to run.
var System []string

// Main does nothing here: there is no shim.
func Main() {}

// Probe says that there is no sandbox here.
func Probe(context.Context) (Walls, error) {
	return Walls{Missing: []string{fmt.Sprintf(onlyLinux, runtime.GOOS)}}, nil
}

// Run runs a command, without a sandbox.
func (b Box) Run(cmd *exec.Cmd, _ Walls) error { return cmd.Run() }

// Nobody is the user that root's sandboxes run as.
const Nobody = 65534
