package sweep

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
)

// A PeerCommand returns the command that measures a peer, and what its environment has
// beside the usual.
type PeerCommand func(exercise string, row course.Row, size course.Size, procs int, benchtime string) (args, vars []string, err error)

// Processes runs steps as processes. While one runs, this process only waits for it:
// what it prints goes to files.
type Processes struct {
	Env       *child.Env
	Root      string // of the module
	Dir       string // where the binaries are
	Benchtime string // of the peers
	Peer      PeerCommand
}

// Run runs a step where go test would.
func (p *Processes) Run(ctx context.Context, step Step) (Outcome, error) {
	dir, args, vars := filepath.Join(p.Root, step.Exercise), p.binary(step), []string(nil)
	if step.Program == Peer {
		var err error
		dir = p.Root
		if args, vars, err = p.Peer(step.Exercise, step.Row, step.Size, step.Procs, p.Benchtime); err != nil {
			return Outcome{}, err
		}
	}
	cmd := p.Env.Command(ctx, dir, vars, args[0], args[1:]...)
	return capture(cmd, filepath.Join(p.Dir, "stdout"), filepath.Join(p.Dir, "stderr"))
}

func (p *Processes) binary(step Step) []string {
	return append([]string{testBinary(p.Dir, p.Env, step.Exercise, step.Program)}, step.Args...)
}

// testBinary returns where a test binary of an exercise is.
func testBinary(dir string, env *child.Env, exercise string, program Program) string {
	return filepath.Join(dir, exercise+"."+string(program)+".test"+env.Exe())
}

// capture runs a command with its output in two files. That it fails is no error.
func capture(cmd *exec.Cmd, stdout, stderr string) (o Outcome, err error) {
	outFile, err := os.Create(stdout)
	if err != nil {
		return o, err
	}
	defer outFile.Close()
	errFile, err := os.Create(stderr)
	if err != nil {
		return o, err
	}
	defer errFile.Close()
	cmd.Stdout, cmd.Stderr = outFile, errFile
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && cmd.ProcessState == nil {
		return o, err
	}
	o.Status = cmd.ProcessState.ExitCode()
	var outErr, errErr error
	o.Stdout, outErr = os.ReadFile(stdout)
	o.Stderr, errErr = os.ReadFile(stderr)
	return o, errors.Join(outErr, errErr)
}
