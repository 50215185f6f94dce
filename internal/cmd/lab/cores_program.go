package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

// outputDelay is how long what a command leaves behind may hold its output.
const outputDelay = 3 * time.Second

// notFound and bySignal are the exit statuses of a shell.
const (
	notFound = 127
	bySignal = 128 // and the number of the signal
)

// A program is a running command of the caller's. Its environment is the caller's, too,
// and so is its process group: it may read from the terminal, and Ctrl-C reaches it.
type program struct {
	cmd     *exec.Cmd
	signals chan os.Signal
}

// startProgram starts a command. On a terminal its output goes through the screen.
func startProgram(command []string, s *screen, env []string) (*program, error) {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.Env = os.Stdin, os.Stdout, os.Stderr, env
	if s != nil {
		cmd.WaitDelay = outputDelay
		cmd.Stderr = s
		if terminalWidth(os.Stdout) > 0 {
			cmd.Stdout = s // the same, so the order stays
			columns, _ := s.size()
			cmd.Env = append(cmd.Env, widthVariable+"="+strconv.Itoa(columns))
		}
	}
	p := &program{cmd: cmd, signals: make(chan os.Signal, 8)}
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signal.Notify(p.signals, s)
		}
	}
	if err := cmd.Start(); err != nil {
		signal.Stop(p.signals)
		if errors.Is(err, exec.ErrNotFound) || errors.Is(err, os.ErrNotExist) {
			fmt.Fprintf(os.Stderr, "lab: cores: %v\n", err)
			return nil, exitError(notFound)
		}
		return nil, fmt.Errorf("cores: %w", err)
	}
	go p.forward()
	return p, nil
}

// forward hands signals on. A terminal sends Ctrl-C to the command, too, and a closed one
// its hang-up.
func (p *program) forward() {
	for s := range p.signals {
		if s == syscall.SIGTERM || !hasTerminal() {
			_ = p.cmd.Process.Signal(s) // it may have ended
		}
	}
}

// hasTerminal reports whether a terminal controls this process, and so the command. Tests
// replace it.
var hasTerminal = func() bool {
	tty, err := os.OpenFile("/dev/tty", os.O_RDONLY, 0)
	if err != nil {
		return false
	}
	tty.Close()
	return true
}

// wait waits for the command, and returns its exit status as an error, if it is not 0.
func (p *program) wait() error {
	err := p.cmd.Wait()
	signal.Stop(p.signals)
	close(p.signals)
	state := p.cmd.ProcessState
	if state == nil {
		return err
	}
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return exitError(bySignal + int(status.Signal()))
	}
	if code := state.ExitCode(); code != 0 {
		return exitError(code)
	}
	return nil
}
