package sweep

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
)

// A PeerCommand returns the command that measures a peer, and the additions to its
// environment.
type PeerCommand func(exercise string, row course.Row, size course.Size, procs int, benchtime string) (args, vars []string, err error)

// Processes runs steps as processes. While one runs, this process only waits for it.
// The output goes to files.
type Processes struct {
	Env       *child.Env
	Root      string // of the module
	Dir       string // where the binaries are
	Benchtime string // of the peers
	Peer      PeerCommand
}

// Run runs a step in the folder where go test would. It also ends the children of the
// process.
func (p *Processes) Run(ctx context.Context, step Step) (Outcome, error) {
	dir, args, vars := filepath.Join(p.Root, step.Exercise), p.binary(step), []string(nil)
	if step.Program == Peer {
		var err error
		dir = p.Root
		if args, vars, err = p.Peer(step.Exercise, step.Rows[0], step.Sizes[0], step.Procs, p.Benchtime); err != nil {
			return Outcome{}, err
		}
	}
	if step.Program != Peer && runtime.GOOS != "windows" { // where a virus scanner reads every new program
		program, err := p.copied(args[0])
		if err != nil {
			return Outcome{}, err
		}
		defer os.Remove(program)
		args[0] = program
	}
	cmd := p.Env.Command(ctx, dir, vars, args[0], args[1:]...)
	defer child.KillGroup(cmd)
	return capture(cmd, p.Dir)
}

// copied copies a program. On some processors the place of its pages in memory makes a loop
// up to a quarter slower, and the pages stay there between processes. So one of two copies
// of the same program stayed slower. With a copy for each process that is scatter, not a
// difference.
func (p *Processes) copied(program string) (path string, err error) {
	from, err := os.Open(program)
	if err != nil {
		return "", err
	}
	defer from.Close()
	to, err := os.CreateTemp(p.Dir, "copy")
	if err != nil {
		return "", err
	}
	_, err = io.Copy(to, from)
	err = errors.Join(err, to.Chmod(0o700), to.Close())
	if err != nil {
		os.Remove(to.Name())
	}
	return to.Name(), err
}

func (p *Processes) binary(step Step) []string {
	return append([]string{testBinary(p.Dir, p.Env, step.Exercise, step.Program)}, step.Args...)
}

// testBinary returns the path of an exercise's test binary.
func testBinary(dir string, env *child.Env, exercise string, program Program) string {
	return filepath.Join(dir, strings.ReplaceAll(exercise, "/", "-")+"."+string(program)+".test"+env.Exe())
}

// capture runs a command with its output in two new files in dir. A failure of the
// command is no error.
func capture(cmd *exec.Cmd, dir string) (o Outcome, err error) {
	stdout, err := os.CreateTemp(dir, "stdout")
	if err != nil {
		return o, err
	}
	defer drop(stdout)
	stderr, err := os.CreateTemp(dir, "stderr")
	if err != nil {
		return o, err
	}
	defer drop(stderr)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	if err := cmd.Run(); cmd.ProcessState == nil {
		return o, err
	}
	o.Status, o.State = cmd.ProcessState.ExitCode(), cmd.ProcessState.String()
	var outErr, errErr error
	o.Stdout, outErr = readSome(stdout)
	o.Stderr, errErr = readSome(stderr)
	return o, errors.Join(outErr, errErr)
}

// most is how much of an output is read. A benchmark prints much less.
const most = 4 << 20

func readSome(file *os.File) ([]byte, error) {
	return io.ReadAll(io.NewSectionReader(file, 0, most))
}

func drop(file *os.File) {
	file.Close()
	os.Remove(file.Name())
}
