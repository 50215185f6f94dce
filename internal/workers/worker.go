package workers

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// variable holds the name of the kernel, in the environment of a worker process. The
// process gets as far as the registration of that kernel. There it answers pieces until no
// more come, and then exits. It never reaches main, parses no flags, and runs no tests.
const variable = "SPEEDUP_WORKER"

// A worker is a process that answers one piece at a time, seen from outside. Pieces go to
// its standard input, and replies come from its standard output. A reply is a refusal, and
// if that is empty, the answer follows. Each way is one gob stream, which describes a type
// only once. Package net/rpc would do, but its goroutines have to wake threads: a piece
// took three times as long.
type worker struct {
	name    string
	cmd     *exec.Cmd
	stdin   io.Closer
	pieces  *sender
	replies *gob.Decoder
}

// A sender sends values as a gob stream. They wait in the buffer until flush.
type sender struct {
	*gob.Encoder
	buffer bytes.Buffer
	to     io.Writer
}

func newSender(to io.Writer) *sender {
	s := &sender{to: to}
	s.Encoder = gob.NewEncoder(&s.buffer)
	return s
}

func (s *sender) flush() error {
	_, err := s.buffer.WriteTo(s.to)
	return err
}

// A refusal is the error of a worker that is well.
type refusal string

func (r refusal) Error() string { return string(r) }

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
	return &worker{name, cmd, stdin, newSender(stdin), gob.NewDecoder(stdout)}, nil
}

// do lets the worker do a piece, whose answer goes to *answer.
func (w *worker) do(piece, answer any) error {
	if err := w.pieces.Encode(piece); err != nil {
		return refusal("the piece: " + err.Error())
	}
	if err := w.pieces.flush(); err != nil {
		return err
	}
	var refused refusal
	if err := w.replies.Decode(&refused); err != nil {
		return err
	}
	if refused != "" {
		return refused
	}
	return w.replies.Decode(answer)
}

// end ends the worker, gently or for the reason err, and waits for its end. The
// error says what it died of. If ctx has killed it, the error is ctx's.
func (w *worker) end(ctx context.Context, err error) error {
	isWell := err == nil || errors.As(err, new(refusal))
	_ = w.stdin.Close() // no more pieces come
	if !isWell {
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
	case isWell:
		return fmt.Errorf("workers: kernel %q: %w", w.name, err)
	}
	return fmt.Errorf("workers: kernel %q: %w; its worker process ended with %v", w.name, err, exit)
}

// serve runs a worker, seen from inside. It does not return.
func serve(do job) {
	pieces, replies := gob.NewDecoder(os.Stdin), newSender(os.Stdout)
	os.Stdout = os.Stderr // what a kernel prints is not an answer
	for {
		answer, err := do(pieces.Decode)
		if errors.Is(err, io.EOF) { // no more pieces
			os.Exit(0)
		}
		if err := replies.reply(answer, err); err != nil {
			fmt.Fprintln(os.Stderr, "workers:", err)
			os.Exit(1)
		}
	}
}

// reply sends the answer, or why there is none.
func (s *sender) reply(answer any, err error) error {
	if err == nil {
		_ = s.Encode(refusal("")) // can't fail
		if err = s.Encode(answer); err != nil {
			err = fmt.Errorf("the answer: %w", err)
		}
	}
	if err != nil {
		s.buffer.Reset()
		_ = s.Encode(refusal(err.Error()))
	}
	return s.flush()
}
