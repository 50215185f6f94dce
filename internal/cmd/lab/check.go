package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"sync"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"speedup.example/internal/course"
	"speedup.example/internal/student"
	"speedup.example/internal/sweep"
)

// errKept ends an interrupted check.
var errKept = errors.New("interrupted; the earlier results are kept")

// errPoints ends a command whose output has already said what is wrong.
var errPoints = errors.New("")

func checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check [EXERCISE [FUNCTION...]]...",
		Short: "Check the exercises, and say what is wrong",
		Long: `Check runs the checks of the exercises, or of all, and says of each that fails
what your code did, what was expected and why it matters. It shows the go test
command that does the same by hand.

It needs no network. Its exit status is 1 if points are missing.`,
		Example: "  go tool lab check pi\n  go tool lab check pi Unrolled",
		RunE: func(cmd *cobra.Command, args []string) error {
			exercises, err := student.Exercises(args)
			if err != nil {
				return err
			}
			m, s, err := open(cmd, ".")
			if err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
			defer stop()
			return checkAll(ctx, cmd.OutOrStdout(), m, s, exercises)
		},
	}
}

// open returns the module that the folder dir is in, and its state. A damaged state
// is a warning.
func open(cmd *cobra.Command, dir string) (*student.Module, *student.State, error) {
	m, err := student.Open(cmd.Context(), dir, courseStubs)
	if err != nil {
		return nil, nil, err
	}
	s, err := m.State()
	if err != nil {
		warn(cmd.ErrOrStderr(), err)
	}
	return m, s, nil
}

// warn prints an error that does not stop the command.
func warn(w io.Writer, err error) { fmt.Fprintf(w, "warning: %v\n", err) }

// courseStubs makes the stubs in the course's own module, which has no file of
// them. It is nil in a handout.
var courseStubs func(root string) ([]student.Stub, error)

func checkAll(ctx context.Context, w io.Writer, m *student.Module, s *student.State, exercises []course.Exercise) error {
	env, err := m.Environment(ctx)
	if ctx.Err() != nil {
		return errKept
	}
	if err != nil {
		return err
	}
	for _, note := range env.Notes {
		fmt.Fprintln(w, note)
	}
	for _, note := range m.Changed() {
		fmt.Fprintf(w, "warning: %s\n", note)
	}
	missing := false
	for _, e := range exercises {
		done, err := checkOne(ctx, w, m, s, e)
		if err != nil {
			return err
		}
		missing = missing || !done
	}
	if missing {
		return errPoints
	}
	return nil
}

// checkOne checks an exercise, prints and remembers the results, and reports
// whether all checks passed.
func checkOne(ctx context.Context, w io.Writer, m *student.Module, s *student.State, e course.Exercise) (done bool, err error) {
	stop := func() {}
	report := func(results []student.Result) {
		stop()
		stop = func() {}
		fmt.Fprintln(w)
		m.Report(w, e, results)
	}
	results, err := m.Check(ctx, e, student.Progress{
		Started: func(args []string) {
			stop()
			fmt.Fprintf(w, "+ go %s\n", quote(args))
			stop = waiting("building and checking")
		},
		Plain: func(results []student.Result) {
			report(results)
			report = func(results []student.Result) { m.ReportRace(w, e, results) }
		},
	})
	stop()
	if err != nil {
		if ctx.Err() != nil {
			return false, errKept
		}
		return false, err
	}
	report(results)
	if !student.Builds(results) {
		fmt.Fprintln(w)
		return false, nil
	}
	if err := m.Remember(s, e, results); err != nil {
		warn(w, fmt.Errorf("the points are not remembered: %w", err))
	}
	got, of := student.Score(results, "")
	if all, err := course.Find(e.Name); err == nil && got == of && len(all.Functions) == len(e.Functions) {
		if err := slow(ctx, w, m, e); err != nil {
			return false, err
		}
		m.Invite(w, s, e.Name)
	}
	fmt.Fprintln(w)
	return got == of, nil
}

// slow names the functions that are right, but not faster than the baseline.
func slow(ctx context.Context, w io.Writer, m *student.Module, e course.Exercise) error {
	stop := waiting("measuring")
	lines, err := m.Slow(ctx, e)
	stop()
	if ctx.Err() != nil {
		return errKept
	}
	if err != nil {
		warn(w, err)
	}
	for _, line := range lines {
		fmt.Fprintln(w, line)
	}
	return nil
}

// quote writes arguments as a person would type them.
func quote(args []string) string {
	var words []string
	for _, arg := range args {
		if strings.ContainsAny(arg, "()$^|*") {
			arg = "'" + arg + "'"
		}
		words = append(words, arg)
	}
	return strings.Join(words, " ")
}

// waiting shows progress on a terminal until stop is called. The first run
// builds the tests, which takes a while.
func waiting(what string) (stop func()) {
	if !isatty.IsTerminal(os.Stderr.Fd()) && !isatty.IsCygwinTerminal(os.Stderr.Fd()) {
		return func() {}
	}
	return countSeconds(os.Stderr, what)
}

// countSeconds shows how long it has been waiting. Its stop may be called twice.
func countSeconds(w io.Writer, what string) (stop func()) {
	end := sweep.EverySecond(func(seconds int) { fmt.Fprintf(w, "\r%s, %d s ", what, seconds) })
	return sync.OnceFunc(func() {
		end()
		fmt.Fprint(w, "\r                              \r")
	})
}
