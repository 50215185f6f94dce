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

// Run runs a step where go test would. What its process has started ends with it.
func (p *Processes) Run(ctx context.Context, step Step) (Outcome, error) {
	dir, args, vars := filepath.Join(p.Root, step.Exercise), p.binary(step), []string(nil)
	if step.Program == Peer {
		var err error
		dir = p.Root
		if args, vars, err = p.Peer(step.Exercise, step.Rows[0], step.Sizes[0], step.Procs, p.Benchtime); err != nil {
			return Outcome{}, err
		}
	}
	if step.Program != Peer && runtime.GOOS != "windows" { // where a new program is looked into for viruses first
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

// copied copies a program. Where in memory the pages of a program are makes a loop up to a
// quarter slower on some processors, and they stay there from one process to the next: of two
// copies of the same program, one was slower for as long as it lasted. With a copy for each
// process that is scatter, and not a difference.
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

// testBinary returns where a test binary of an exercise is.
func testBinary(dir string, env *child.Env, exercise string, program Program) string {
	return filepath.Join(dir, strings.ReplaceAll(exercise, "/", "-")+"."+string(program)+".test"+env.Exe())
}

// capture runs a command with its output in two files of its own in dir. That it fails is
// no error.
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

// most is how much of an output is read: many times what a benchmark prints.
const most = 4 << 20

func readSome(file *os.File) ([]byte, error) {
	return io.ReadAll(io.NewSectionReader(file, 0, most))
}

func drop(file *os.File) {
	file.Close()
	os.Remove(file.Name())
}
