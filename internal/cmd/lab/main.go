// Lab is the command of the suite. From anywhere in the module:
//
//	go tool lab            the exercises, their points, and what is next
//	go tool lab help       all commands
//
// A command has a file of its own, and is listed in commands.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"speedup.example/internal/sweep"
)

// sandboxMain is the shim of the sandbox that the teacher's grader uses.
var sandboxMain = func() {}

func main() {
	sandboxMain()
	os.Exit(run(os.Stdout, os.Stderr, os.Args[1:]))
}

// run is main, with its outputs as arguments. It returns the exit status.
func run(stdout, stderr io.Writer, args []string) int {
	cmd := root()
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	cmd.SetArgs(longFlags(args))
	err := cmd.ExecuteContext(context.Background())
	if err != nil && !isExit(err) && !errors.Is(err, errPoints) && !errors.Is(err, sweep.ErrInterrupted) && !errors.Is(err, errSlower) {
		fmt.Fprintf(stderr, "lab: %v\n", err)
	}
	return status(err)
}

func status(err error) int {
	var usage usageError
	var exit exitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return int(exit)
	case errors.As(err, &usage):
		return 2
	case errors.Is(err, sweep.ErrInterrupted):
		return 130
	}
	return 1
}

func root() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lab",
		Short: "Leads through the exercises, and measures them",
		Long: `Lab leads through the exercises: it says what is yours to write, checks it,
tells in plain words what is wrong, gives hints, and counts the points. And it
measures. It runs from anywhere in the module, as go tool lab.

Without a command it shows your points as of the last check, and what is next.`,
		Args: noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			m, s, err := open(cmd, ".")
			if err != nil {
				return err
			}
			m.Overview(cmd.OutOrStdout(), s)
			return nil
		},

		// run prints errors; the usage would bury them.
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	cmd.CompletionOptions.DisableDefaultCmd = true
	for _, command := range commands {
		cmd.AddCommand(command())
	}
	return cmd
}

// commands are the commands of lab. Those of the teacher are in files called
// teacher_*.go, which add them here. A handout lacks these files.
var commands = []func() *cobra.Command{
	checkCommand, hintCommand, watchCommand, resetCommand, predictCommand,
	benchCommand, reportCommand, doctorCommand, coresCommand,
}

// rangeArgs is cobra.RangeArgs with an example in the error.
func rangeArgs(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if least <= len(args) && len(args) <= most {
			return nil
		}
		return fmt.Errorf("%s: want %s, as in:\n%s", cmd.Name(), strings.TrimPrefix(cmd.Use, cmd.Name()+" "), cmd.Example)
	}
}

// noSuchCommand refuses a word that is no command, and suggests one.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd.SuggestionsMinimumDistance = 2
	meant := ""
	if suggestions := cmd.SuggestionsFor(args[0]); len(suggestions) > 0 {
		meant = ", did you mean " + strings.Join(suggestions, " or ") + "?"
	}
	return fmt.Errorf("no command %q%s (go tool lab help lists them)", args[0], meant)
}

var oneDash = regexp.MustCompile(`^-[a-z]{2}`)

// longFlags allows one dash before a flag, as Go's own flags have: cobra would
// read -lecture as seven flags.
func longFlags(args []string) []string {
	long := make([]string, len(args))
	for i, arg := range args {
		if arg == "--" {
			return append(long[:i], args[i:]...) // the rest is words
		}
		if oneDash.MatchString(arg) {
			arg = "-" + arg
		}
		long[i] = arg
	}
	return long
}
