package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"speedup.example/internal/child"
	"speedup.example/internal/sweep"
	"speedup.example/internal/vector"
)

func init() {
	commands = append(commands,
		clusterProgram.command("serve", "Hand out pieces to workers on other machines (teacher)"),
		clusterProgram.command("work", "Compute pieces for a server on another machine (teacher)"),
		clusterProgram.command("compute", "Let the workers at a server compute an exercise (teacher)"),
		piecesProgram.command("pieces", "Compute some pieces of an exercise, anywhere, into a file (teacher)"),
		piecesProgram.command("combine", "Combine the files of lab pieces into the answer (teacher)"))
}

// A courseProgram does the work of some commands, and reads their flags. Lab can't contain the
// exercises, because it has to work where they don't compile.
type courseProgram struct {
	module string // its folder
	tool   string // the name of the program in the go.mod there
	note   string // about its first build
}

var (
	piecesProgram = courseProgram{module: ".", tool: "pieces"}

	// clusterProgram has a module of its own. So nobody else needs its ten modules.
	clusterProgram = courseProgram{
		module: filepath.Join("internal", "cluster"), tool: "cluster",
		note: " (the first time takes a minute or two, for NATS)",
	}
)

// command returns a command that the program has under the same name.
func (p courseProgram) command(name, short string) func() *cobra.Command {
	return func() *cobra.Command {
		return &cobra.Command{
			Use: name, Short: short, DisableFlagParsing: true,
			RunE: func(cmd *cobra.Command, args []string) error {
				i := catchInterrupts(cmd.Context())
				defer i.stop()
				err := p.run(i.end, cmd, append([]string{name}, args...))
				if i.end.Err() != nil {
					return sweep.ErrInterrupted
				}
				return err
			},
		}
	}
}

// run builds the program, and runs it in this folder. Ctrl-C lets it end in good order.
func (p courseProgram) run(ctx context.Context, cmd *cobra.Command, args []string) error {
	env, err := child.NewEnv(ctx, ".")
	if err != nil {
		return err
	}
	file, err := p.build(ctx, cmd, env)
	if err != nil {
		return err
	}
	running := env.Command(ctx, ".", nil, file, args...)
	running.Cancel = func() error { return interruptOrKill(running.Process) }
	running.WaitDelay = 20 * time.Second // a worker hands back its span
	running.Stdin, running.Stdout, running.Stderr = os.Stdin, cmd.OutOrStdout(), cmd.ErrOrStderr()
	err = running.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() > 0 {
		return exitError(exit.ExitCode())
	}
	return err
}

// interruptOrKill interrupts a process. Windows can't.
func interruptOrKill(p *os.Process) error {
	if runtime.GOOS == "windows" {
		return p.Kill()
	}
	return p.Signal(os.Interrupt)
}

// build builds the program with vector instructions, where there are any. It returns the
// program's file in the cache of the go command, which is there already after the first time.
func (p courseProgram) build(ctx context.Context, cmd *cobra.Command, env *child.Env) (file string, err error) {
	root, err := env.Root()
	if err != nil {
		return "", err
	}
	defer progress(cmd).During("building " + p.tool + p.note)()
	build := func(vars ...string) (string, error) {
		output, err := env.Command(ctx, filepath.Join(root, p.module), vars, "go", "tool", "-n", p.tool).Output()
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			err = fmt.Errorf("%s does not build: %w\n%s", p.tool, err, exit.Stderr)
		}
		return strings.TrimSpace(string(output)), err
	}
	if vector.Processor() == vector.None {
		return build()
	}
	file, err = build(env.Experiment("simd"))
	if err == nil || ctx.Err() != nil {
		return file, err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "no vector instructions: %s\n", sweep.Advice(env.GoVersion()))
	return build()
}
