package workers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/rpc"
	"os"
	"os/exec"
)

// variable holds the name of the kernel, in the environment of a worker process. The
// process gets as far as the registration of that kernel. There it answers pieces until no
// more come, and then exits. It never reaches main, parses no flags, and runs no tests.
const variable = "SPEEDUP_WORKER"

// A worker is a process that answers one piece at a time, seen from outside.
type worker struct {
	name   string
	cmd    *exec.Cmd
	client *rpc.Client
}

// A pipe joins two pipes, one for each direction.
type pipe struct {
	io.Reader
	io.WriteCloser
}

// start starts a worker. The end of ctx kills it.
func start(ctx context.Context, name string) (*worker, error) {
	executable, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("workers: %w", err)
	}
	cmd := exec.CommandContext(ctx, executable)
	cmd.Env = append(os.Environ(), variable+"="+name, "GOMAXPROCS=1")
	cmd.Stderr = os.Stderr
	stdin, inErr := cmd.StdinPipe()
	stdout, outErr := cmd.StdoutPipe()
	if err := errors.Join(inErr, outErr); err != nil {
		return nil, fmt.Errorf("workers: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("workers: %w", err)
	}
	return &worker{name, cmd, rpc.NewClient(pipe{stdout, stdin})}, nil
}

// do lets the worker do a piece.
func (w *worker) do(piece []byte, answer *[]byte) error {
	return w.client.Call(method, piece, answer)
}

// end ends the worker, gently or for the reason err, and waits for its end. The
// error says what it died of. If ctx has killed it, the error is ctx's.
func (w *worker) end(ctx context.Context, err error) error {
	var refused rpc.ServerError // of a worker that is well
	isWell := err == nil || errors.As(err, &refused)
	if !isWell {
		_ = w.cmd.Process.Kill() // it may be dead already
	}
	_ = w.client.Close() // no more pieces come
	waitErr := w.cmd.Wait()
	exit := w.cmd.ProcessState
	if exit != nil { // nil if the wait itself failed
		cpuTime.Add(int64(exit.UserTime() + exit.SystemTime()))
	}
	switch {
	case err == nil && waitErr == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil:
		return fmt.Errorf("workers: kernel %q: its worker process ended with %w", w.name, waitErr)
	case isWell:
		return fmt.Errorf("workers: kernel %q: %w", w.name, err)
	}
	return fmt.Errorf("workers: kernel %q: %w; its worker process ended with %v", w.name, err, exit)
}

// A service answers the calls of a worker process, by the name of its kernel.
type service string

const method = "Kernel.Answer"

// Answer does one piece.
func (kernel service) Answer(piece []byte, answer *[]byte) (err error) {
	*answer, err = Answer(string(kernel), piece)
	return err
}

// serve runs a worker, seen from inside. It does not return.
func serve(kernel string) {
	calls := pipe{os.Stdin, os.Stdout}
	os.Stdout = os.Stderr // what a kernel prints is not an answer
	server := rpc.NewServer()
	if err := server.RegisterName("Kernel", service(kernel)); err != nil {
		fmt.Fprintln(os.Stderr, "workers:", err)
		os.Exit(1)
	}
	server.ServeConn(calls) // until no more come
	os.Exit(0)
}
