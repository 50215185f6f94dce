package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/remote"
)

// A workplace is where the workers are that grade.
type workplace struct {
	url, tokenFile, ca string
}

// flagsOfHere are the flags of a grading on this machine.
var flagsOfHere = []string{"jobs", "without-sandbox"}

// check refuses flags that have no meaning together.
func (w workplace) check(cmd *cobra.Command) error {
	if w.url == "" {
		if w.tokenFile != "" || w.ca != "" {
			return errors.New(clusterFlagsAlone)
		}
		return nil
	}
	for _, name := range flagsOfHere {
		if cmd.Flags().Changed(name) {
			return fmt.Errorf(notElsewhere, name)
		}
	}
	return nil
}

func (w workplace) args(version string) []string {
	return []string{"relay", "--join", w.url, "--token-file", w.tokenFile, "--tls-ca", w.ca, "--version", version}
}

// remoteJudge returns one whose workers are elsewhere.
func (g *grading) remoteJudge(ctx context.Context, root string, exercises []course.Exercise) (_ grade.Judge, end func() error, err error) {
	version, err := grade.Version(ctx, root)
	if err != nil {
		return nil, nil, err
	}
	r, err := g.startRelay(ctx, g.workers.args(version))
	if err != nil {
		return nil, nil, err
	}
	return &remote.Judge{Caller: r, Version: version, Seed: g.seed, Exercises: exercises, Note: g.note}, r.end, nil
}

// note prints a note of the workers, also while a bar moves.
func (g *grading) note(note string) {
	g.noting.Lock()
	defer g.noting.Unlock()
	if isTerminal(g.stderr) {
		fmt.Fprintf(g.stderr, "\r%-78s\r", "")
	}
	fmt.Fprintln(g.stderr, note)
}

// A relay is the program that speaks with the workers.
type relay struct {
	*remote.Line
	cmd   *exec.Cmd
	noted sync.WaitGroup
	mu    sync.Mutex
	last  string // note
}

// startRelay builds the relay, and starts it. It ends when this process does.
func (g *grading) startRelay(ctx context.Context, args []string) (r *relay, err error) {
	env, err := child.NewEnv(ctx, ".")
	if err != nil {
		return nil, err
	}
	file, err := clusterProgram.build(ctx, g.cmd, env)
	if err != nil {
		return nil, err
	}
	r = &relay{}
	r.cmd = env.Command(context.WithoutCancel(ctx), ".", nil, file, args...)
	in, inErr := r.cmd.StdinPipe()
	out, outErr := r.cmd.StdoutPipe()
	notes, notesErr := r.cmd.StderrPipe()
	if err := errors.Join(inErr, outErr, notesErr); err != nil {
		return nil, err
	}
	if err := r.cmd.Start(); err != nil {
		return nil, err
	}
	r.Line = remote.Dial(pipes{out, in})
	r.noted.Go(func() { r.read(notes, g.note) })
	return r, nil
}

// read hands on what the relay notes, a line each.
func (r *relay) read(notes io.Reader, note func(string)) {
	for lines := bufio.NewScanner(notes); lines.Scan(); {
		note(lines.Text())
		r.mu.Lock()
		r.last = lines.Text()
		r.mu.Unlock()
	}
}

// Call lets a worker answer a piece. If the relay has ended, the error is what it said last.
func (r *relay) Call(ctx context.Context, kind string, piece []byte) ([]byte, error) {
	answer, err := r.Line.Call(ctx, kind, piece)
	if errors.Is(err, remote.ErrGone) {
		r.noted.Wait()
		r.mu.Lock()
		defer r.mu.Unlock()
		return nil, fmt.Errorf("%w: %s", remote.ErrGone, strings.TrimPrefix(r.last, "cluster: "))
	}
	return answer, err
}

// end ends the relay. It removes from the server what no worker has taken.
func (r *relay) end() error {
	_ = r.Close() // it may have ended
	late := time.AfterFunc(20*time.Second, func() { _ = r.cmd.Process.Kill() })
	defer late.Stop()
	r.noted.Wait()
	_ = r.cmd.Wait() // what it died of, its calls have said
	return nil
}

// pipes are both directions.
type pipes struct {
	io.Reader
	io.WriteCloser
}
