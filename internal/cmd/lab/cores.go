package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/fatih/color"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"speedup.example/internal/child"
	"speedup.example/internal/cores"
	"speedup.example/internal/cputime"
)

const (
	frameEvery = 500 * time.Millisecond // on a terminal
	lineEvery  = time.Second
)

func coresCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "cores [-- COMMAND [ARG...]]",
		Short: "Show the cores live, also beside a command",
		Long: `Cores shows what the cores do that a program may use: a bar for each, and its
history. Time that the host of a virtual machine stole has its own colour, and
the character ▒. Where the system says so, it shows the quota and the clock
speeds.

Beside a command it shows which row is being measured, and ends when the command
does, with its exit status. What the command prints stays above the picture. The
command's output is a pipe: its variable SPEEDUP_WIDTH has the columns that the
terminal had at the start, and lab's own tables fit into them. Elsewhere than on
a terminal, cores prints a line a second; beside a command, on the standard
error.

Without a command, Ctrl-C ends it.`,
		Example: "  go tool lab cores\n  go tool lab cores -- ./bench.sh pi",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 && cmd.ArgsLenAtDash() != 0 {
				return fmt.Errorf(dashesFirst, args[0], cmd.Example)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, command []string) error {
			if len(command) > 0 {
				return beside(cmd, command)
			}
			return alone(cmd)
		},
	}
}

// alone shows the cores until Ctrl-C.
func alone(cmd *cobra.Command) error {
	i := catchInterrupts(cmd.Context())
	defer i.stop()
	w := newWatch(i.end, cmd.OutOrStdout(), os.Stdout, "")
	if err := w.run(i.end); err != nil {
		return err
	}
	fmt.Fprintln(cmd.ErrOrStderr(), w.summary())
	return nil
}

// beside shows the cores while a command runs.
func beside(cmd *cobra.Command, command []string) error {
	file, err := os.CreateTemp("", "speedup-row.")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	if err := file.Close(); err != nil {
		return err
	}
	ctx, end := context.WithCancel(cmd.Context())
	defer end()
	w := newWatch(ctx, cmd.ErrOrStderr(), os.Stderr, file.Name())
	program, err := startProgram(command, w.screen, append(os.Environ(), child.RowFile+"="+file.Name()))
	if err != nil {
		return err
	}
	watched := make(chan error, 1)
	go func() { watched <- w.run(ctx) }()
	err = program.wait()
	end()
	if watchErr := <-watched; watchErr != nil {
		warn(cmd.ErrOrStderr(), watchErr) // the command's result counts
	}
	fmt.Fprintln(cmd.ErrOrStderr(), w.summary())
	return err
}

// A coresWatch shows the cores.
type coresWatch struct {
	monitor *cores.Monitor
	out     io.Writer
	screen  *screen // nil if out is no terminal
	rowFile string  // where measurements tell their rows, if anywhere
	row     string
	began   time.Time
	own     time.Duration // CPU time of this process until then
}

// newWatch returns a watch that writes to out, which is a terminal if file is one.
func newWatch(ctx context.Context, out io.Writer, file *os.File, rowFile string) *coresWatch {
	w := &coresWatch{monitor: cores.NewMonitor(ctx), out: out, rowFile: rowFile, began: time.Now(), own: cputime.Used()}
	if terminalWidth(file) > 0 && os.Getenv("TERM") != "dumb" {
		w.screen = &screen{w: out, size: func() (int, int) { return sizeOf(file) }}
	}
	return w
}

// sizeOf returns the columns and lines of a terminal.
func sizeOf(file *os.File) (columns, lines int) {
	columns, lines, err := term.GetSize(int(file.Fd()))
	if err != nil || columns <= 0 || lines <= 0 {
		return 80, 24
	}
	return columns, lines
}

// run shows frames until ctx ends.
func (w *coresWatch) run(ctx context.Context) error {
	every := lineEvery
	if w.screen != nil {
		every = frameEvery
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	if _, err := w.monitor.Look(ctx); err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return w.end()
		case <-ticker.C:
		}
		frame, err := w.monitor.Look(ctx)
		if ctx.Err() != nil {
			return w.end()
		}
		if err != nil {
			return err
		}
		w.show(frame)
	}
}

// end looks for the last time, and leaves the screen tidy.
func (w *coresWatch) end() error {
	if w.screen != nil {
		w.screen.end()
	}
	_, err := w.monitor.Look(context.Background())
	return err
}

func (w *coresWatch) show(frame cores.Frame) {
	if row, ok := child.ReadRow(w.rowFile); ok {
		w.row = row
	}
	frame.Row = w.row
	if w.screen == nil {
		fmt.Fprintln(w.out, frame.Line())
		return
	}
	columns, lines := w.screen.size()
	w.screen.draw(frame.Draw(coresStyle, columns-echo, lines-2))
}

func (w *coresWatch) summary() string {
	return w.monitor.Summary(time.Since(w.began), cputime.Used()-w.own)
}

// coresStyle has the colours of the picture. Green, magenta and grey differ in brightness,
// too.
var coresStyle = cores.Style{
	Busy:   color.New(color.FgGreen).SprintFunc(),
	Stolen: color.New(color.FgHiMagenta).SprintFunc(),
	Faint:  color.New(color.Faint).SprintFunc(),
}

// An exitError is the exit status of a command that lab has run. It has said itself what is
// wrong.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// isExit reports whether an error is the exit status of a command.
func isExit(err error) bool {
	var exit exitError
	return errors.As(err, &exit)
}
