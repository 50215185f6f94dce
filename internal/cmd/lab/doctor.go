package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/fatih/color"
	"github.com/spf13/cobra"

	"speedup.example/internal/doctor"
	"speedup.example/internal/student"
	"speedup.example/internal/sweep"
)

// moreProbes are those of the teacher's command.
var moreProbes []doctor.Probe

func doctorCommand() *cobra.Command {
	var short bool
	var module string
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Try what the course needs of this machine",
		Long: `Doctor tries what the course needs of this machine. Each line says what was
tried, what came out, and if that is bad, what to type. It begins with

  ok    all is well
  note  you can work, but something is left out, or is not as usual
  BAD   you need this

It takes half a minute, and the first time a minute more. Its exit status is 1
if a line is BAD.`,
		Example: "  go tool lab doctor\n  go tool lab doctor -short",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			i := catchInterrupts(cmd.Context())
			defer i.stop()
			fit, err := examine(i.end, cmd.OutOrStdout(), progress(cmd), module, short)
			switch {
			case i.end.Err() != nil:
				return sweep.ErrInterrupted
			case err == nil && !fit:
				return errPoints
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&short, "short", false, "leave out what takes long: the vectors and the noise")
	cmd.Flags().StringVarP(&module, "module", "C", ".", "look at the module that this folder is in")
	return cmd
}

// progress returns where a command shows what goes on.
func progress(cmd *cobra.Command) *sweep.Progress {
	p := &sweep.Progress{W: cmd.ErrOrStderr()}
	if width(os.Stderr) > 0 && os.Getenv("TERM") != "dumb" {
		p.Columns = func() int { return width(os.Stderr) }
	}
	return p
}

// examine prints what the probes find, and returns whether a student can work here.
func examine(ctx context.Context, w io.Writer, p *sweep.Progress, dir string, short bool) (fit bool, err error) {
	m, err := doctor.New(ctx, dir, p)
	if err != nil {
		name, findings := doctor.Missing(err)
		printFindings(w, name, findings)
		fmt.Fprintln(w, verdict(false))
		return false, nil
	}
	probes := slices.Concat(doctor.Probes, moreProbes)
	if short {
		probes = slices.DeleteFunc(probes, func(p doctor.Probe) bool { return p.Slow })
	}
	stop := func() {}
	defer func() { stop(); p.Clear() }()
	begin := func(probe doctor.Probe) {
		if !probe.Shows {
			stop = trying(p, probe.Name)
		}
	}
	fit, err = doctor.Examine(ctx, m, probes, begin, func(probe doctor.Probe, findings []doctor.Finding) {
		stop()
		p.Clear()
		printFindings(w, probe.Name, findings)
	})
	if err == nil {
		fmt.Fprintln(w, verdict(fit))
	}
	return fit, err
}

// trying counts the seconds of a probe, until stop is called.
func trying(p *sweep.Progress, what string) (stop func()) {
	p.Show("trying: %s", what)
	return sweep.EverySecond(func(seconds int) { p.Show("trying: %s, %d s", what, seconds) })
}

// paint has the colours of the states. Package color leaves them out where there are none.
var paint = map[doctor.State]func(...any) string{
	doctor.Good: color.New(color.FgGreen).SprintFunc(),
	doctor.Odd:  color.New(color.FgYellow).SprintFunc(),
	doctor.Bad:  color.New(color.FgRed, color.Bold).SprintFunc(),
}

// indent is how far right the findings stand.
const indent = "                      "

// printFindings prints the findings of a probe: a line for each, and below it what to
// do.
func printFindings(w io.Writer, name string, findings []doctor.Finding) {
	for _, f := range findings {
		text := student.Wrap(f.Tried+": "+f.Found, indent)
		fmt.Fprintf(w, "%s%s  %-14s  %s\n", paint[f.State](f.State), strings.Repeat(" ", 4-len(f.State)), name, strings.TrimPrefix(text, indent))
		printAdvice(w, f.Try)
	}
}

// printAdvice prints what to do. A command has a line of its own, which is never broken, so
// it can be pasted.
func printAdvice(w io.Writer, all []doctor.Advice) {
	for i, a := range all {
		text := a.Words
		if a.Words != "" && a.Command != "" {
			text += ":"
		}
		if i == 0 {
			text = strings.TrimSpace("try: " + text)
		}
		if text != "" {
			fmt.Fprintln(w, student.Wrap(text, indent))
		}
		if a.Command != "" {
			fmt.Fprintln(w, indent+"  "+a.Command)
		}
	}
}

func verdict(fit bool) string {
	if fit {
		return fitToWork
	}
	return notFit
}
