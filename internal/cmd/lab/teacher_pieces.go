package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/spf13/cobra"

	"speedup.example/internal/child"
	"speedup.example/internal/sweep"
	"speedup.example/internal/vector"
)

func init() {
	commands = append(commands,
		func() *cobra.Command {
			return remoteCommand("pieces", "Compute some pieces of an exercise, anywhere, into a file (teacher)")
		},
		func() *cobra.Command {
			return remoteCommand("combine", "Combine the files of lab pieces into the answer (teacher)")
		})
}

// remoteCommand is a command of the program in internal/cmd/pieces, which reads the flags.
func remoteCommand(name, short string) *cobra.Command {
	return &cobra.Command{
		Use: name, Short: short, DisableFlagParsing: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			i := catchInterrupts(cmd.Context())
			defer i.stop()
			err := runProgram(i.end, cmd, "./internal/cmd/pieces", append([]string{name}, args...))
			if i.end.Err() != nil {
				return sweep.ErrInterrupted
			}
			return err
		},
	}
}

// runProgram builds a program of the course, and runs it in this folder.
func runProgram(ctx context.Context, cmd *cobra.Command, folder string, args []string) error {
	env, err := child.NewEnv(ctx, ".")
	if err != nil {
		return err
	}
	dir, err := env.TempDir()
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, filepath.Base(folder)+env.Exe())
	if err := buildProgram(ctx, cmd, env, folder, program); err != nil {
		return err
	}
	running := env.Command(ctx, ".", nil, program, args...)
	running.Stdin, running.Stdout, running.Stderr = os.Stdin, cmd.OutOrStdout(), cmd.ErrOrStderr()
	err = running.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() > 0 {
		return exitError(exit.ExitCode())
	}
	return err
}

// buildProgram builds with vector instructions, where there are any.
func buildProgram(ctx context.Context, cmd *cobra.Command, env *child.Env, folder, program string) error {
	root, err := env.Root()
	if err != nil {
		return err
	}
	defer progress(cmd).During("building " + filepath.Base(folder))()
	build := func(vars ...string) error {
		output, err := env.Command(ctx, root, vars, "go", "build", "-o", program, folder).CombinedOutput()
		if err != nil {
			err = fmt.Errorf("%s does not build: %w\n%s", folder, err, output)
		}
		return err
	}
	if vector.Processor() == vector.None {
		return build()
	}
	if build(env.Experiment("simd")) == nil {
		return nil
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "no vector instructions: %s\n", sweep.Advice(env.GoVersion()))
	return build()
}
