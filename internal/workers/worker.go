package workers

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// variable holds the name of the kernel, in the environment of a worker.
const variable = "SPEEDUP_WORKER"

// A worker is a process that answers one piece at a time, seen from outside.
type worker struct {
	name    string
	cmd     *exec.Cmd
	stdin   io.Closer
	pieces  *gob.Encoder
	answers *gob.Decoder
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
	return &worker{name, cmd, stdin, gob.NewEncoder(stdin), gob.NewDecoder(stdout)}, nil
}

// do lets the worker do a piece. answer points to the place of the answer.
func (w *worker) do(piece, answer any) error {
	if err := w.pieces.Encode(piece); err != nil {
		return err
	}
	return w.answers.Decode(answer)
}

// end ends the worker, gently or for the reason err, and waits for its end. The
// error says what it died of. If ctx has killed it, the error is ctx's.
func (w *worker) end(ctx context.Context, err error) error {
	_ = w.stdin.Close() // no more pieces come
	if err != nil {
		_ = w.cmd.Process.Kill() // it may be dead already
	}
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
	}
	return fmt.Errorf("workers: kernel %q: %w; its worker process ended with %v", w.name, err, exit)
}

// serve runs a worker, seen from inside. It does not return.
func serve[Piece, Answer any](do func(Piece) Answer) {
	pieces, answers := gob.NewDecoder(os.Stdin), gob.NewEncoder(os.Stdout)
	os.Stdout = os.Stderr // what a kernel prints is not an answer
	for {
		var piece Piece
		err := pieces.Decode(&piece)
		if err == io.EOF { // no more pieces
			os.Exit(0)
		}
		if err == nil {
			err = answers.Encode(do(piece))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "workers:", err)
			os.Exit(1)
		}
	}
}
