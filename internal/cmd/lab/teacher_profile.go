package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/profile"
	"speedup.example/internal/student"
	"speedup.example/internal/sweep"
)

func init() { commands = append(commands, profileCommand) }

// profileFlags are the flags of profile.
type profileFlags struct {
	n, procs        int
	benchtime, root string
	results         string        // the folder to keep the program, the profile and the trace in
	picture         time.Duration // that is drawn
}

func profileCommand() *cobra.Command {
	var f profileFlags
	cmd := &cobra.Command{
		Use:   "profile EXERCISE ROW",
		Short: "Say where the time of a row goes, and what runs while cores are idle",
		Long: `Profile runs a row of an exercise with Go's CPU profile and execution trace. It
says what takes the time, for how much of it the cores were busy, and what ran
while only one was. Then it prints the commands that open both.

"While one was: the driver's own steps" are serial on any number of cores.
During "last pieces 88%" of that time, the other cores had no piece left and
waited.`,
		Example: "  go tool lab profile var parallel\n  go tool lab profile -n 10000000 var parallel-simd",
		Args:    rangeArgs(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			i := catchInterrupts(cmd.Context())
			defer i.stop()
			err := f.run(i.end, cmd, args)
			if i.end.Err() != nil {
				return sweep.ErrInterrupted
			}
			return err
		},
	}
	cmd.Flags().IntVarP(&f.n, "size", "n", 0, "the size n (the sweep's largest)")
	cmd.Flags().IntVar(&f.procs, "cpu", 0, "GOMAXPROCS (all cores)")
	cmd.Flags().StringVar(&f.benchtime, "benchtime", "3s", "time to run, or runs, as 10x")
	cmd.Flags().StringVarP(&f.root, "module", "C", ".", "profile the module of this folder")
	cmd.Flags().Var(duration{&f.picture}, "picture", "the time to draw, as 5ms, from the middle on (100ms)")
	cmd.Flags().StringVar(&f.results, "results", "", "keep the files there, not in results/")
	return cmd
}

func (f profileFlags) run(ctx context.Context, cmd *cobra.Command, args []string) error {
	o, err := f.options(args)
	if err != nil {
		return err
	}
	env, err := child.NewEnv(ctx, f.root)
	if err != nil {
		return err
	}
	root, err := env.Root()
	if err != nil {
		return err
	}
	if o.Dir, err = filepath.Abs(cmp.Or(f.results, filepath.Join(root, "results"))); err != nil {
		return err
	}
	o.Dir = filepath.Join(o.Dir, "profile-"+o.Exercise.Name+"-"+o.Row.Name)
	p := progress(cmd)
	stop := trying(p, "building and running "+o.Row.Name+" of "+o.Exercise.Name)
	files, err := profile.Run(ctx, env, root, o)
	stop()
	p.Clear()
	if err != nil {
		return err
	}
	return printProfile(cmd.OutOrStdout(), o, files, cmp.Or(f.picture, pictured))
}

// options returns what to run.
func (f profileFlags) options(args []string) (o profile.Options, err error) {
	if o.Exercise, err = course.Find(filepath.Clean(args[0])); err != nil {
		return o, fmt.Errorf("profile: %w", err)
	}
	i := slices.IndexFunc(o.Exercise.Rows, func(r course.Row) bool { return r.Name == args[1] })
	if i < 0 {
		var names []string
		for _, row := range o.Exercise.Rows {
			names = append(names, row.Name)
		}
		return o, fmt.Errorf("profile: no row %q in %s, want one of %v", args[1], o.Exercise.Name, names)
	}
	o.Row, o.Size, o.Procs, o.Benchtime = o.Exercise.Rows[i], f.n, f.procs, f.benchtime
	if o.Size == 0 {
		o.Size = o.Exercise.Sizes.Short[len(o.Exercise.Sizes.Short)-1].N
	}
	if _, err := o.Exercise.Size(o.Size); err != nil {
		return o, fmt.Errorf("profile: %w", err)
	}
	if o.Procs == 0 {
		runtime.SetDefaultGOMAXPROCS()
		o.Procs = runtime.GOMAXPROCS(0)
	}
	return o, nil
}

// printProfile prints five lines, a picture, and two commands.
func printProfile(w io.Writer, o profile.Options, files profile.Files, part time.Duration) error {
	top, err := profile.ReadProfile(files.CPU)
	if err != nil {
		return err
	}
	idle, err := profile.ReadTrace(files.Trace, o.Prefix(), o.Row.Driver)
	if err != nil {
		return err
	}
	columns := profileWidth()
	printWrapped(w, columns, "", fmt.Sprintf("%s of %s, n=%d, GOMAXPROCS=%d: %.2f cores busy, over %v",
		o.Row.Name, o.Exercise.Name, o.Size, o.Procs, idle.Mean(), idle.Span.Round(time.Millisecond)))
	printWrapped(w, columns, "  the time is in:  ", listShares(top))
	printWrapped(w, columns, "  cores busy:      ", listBusy(idle.Busy))
	printSerial(w, columns, o, idle)
	fmt.Fprintf(w, "\n  %v of it, as high as cores were busy:\n  |%s|\n", part, idle.Picture(part, min(columns-len("  ||"), 90), o.Procs))
	fmt.Fprintf(w, "\nTo look closer:\n  go tool pprof -http : %s %s\n  go tool trace %s\n",
		sweep.Display(files.Program), sweep.Display(files.CPU), sweep.Display(files.Trace))
	return nil
}

// pictured is the part of the time that has a picture: a few runs of the larger sizes.
const pictured = 100 * time.Millisecond

// profileWidth returns the columns to print: no more than can be read.
func profileWidth() int {
	const most = 100
	if columns := width(os.Stdout); columns > 0 {
		return max(min(columns, most), 40)
	}
	return most
}

// printWrapped prints a text behind its name. Further lines begin below the text.
func printWrapped(w io.Writer, columns int, name, text string) {
	indent := strings.Repeat(" ", max(len(name), len("  ")))
	text = strings.TrimPrefix(student.WrapAt(columns, text, indent), indent)
	fmt.Fprintln(w, name+text)
}

// printSerial says what keeps the row from using more cores. That of a sequential driver is
// no finding, and what other processes do is not in the profile.
func printSerial(w io.Writer, columns int, o profile.Options, idle *profile.Idleness) {
	switch o.Row.Driver {
	case course.Sequential:
		printWrapped(w, columns, "  by design:       ", fmt.Sprintf(oneCore, inParallel(o.Exercise, o.Row)))
	case "Processes":
		printWrapped(w, columns, "  not seen:        ", otherProcesses)
	default:
		printWrapped(w, columns, "  while one was:   ", listAlone(idle))
		printWrapped(w, columns, "  Amdahl's law:    ", amdahl(idle))
	}
}

// inParallel returns the row that does the same on all cores.
func inParallel(e course.Exercise, row course.Row) string {
	for _, other := range e.Rows {
		if other.Driver == course.Parallel && other.Kernel == row.Kernel {
			return other.Name
		}
	}
	return course.OnAllCores
}

func listShares(all []profile.Share) string {
	if len(all) == 0 {
		return "nothing that was sampled"
	}
	var texts []string
	const most = 4
	for _, s := range all[:min(len(all), most)] {
		texts = append(texts, fmt.Sprintf("%.0f%% %s", 100*s.Part, s.Function))
	}
	return strings.Join(texts, ", ")
}

// listBusy names the numbers of busy cores from the largest on, without those that are rare.
func listBusy(parts []float64) string {
	var texts []string
	for n, part := range slices.Backward(parts) {
		if part >= 0.005 || n < 2 {
			texts = append(texts, fmt.Sprintf("%d for %.1f%% of the time", n, 100*part))
		}
	}
	return strings.Join(texts, ", ")
}

// listAlone tells the driver's own steps, which are serial, from pieces that the others had
// to wait for.
func listAlone(idle *profile.Idleness) string {
	if len(idle.Steps) == 0 {
		return "the last pieces ran, and nothing of the driver"
	}
	return fmt.Sprintf("the driver's own steps %.0f%% (%s), last pieces %.0f%%",
		100*idle.Serial, listShares(idle.Steps), 100*(1-idle.Serial))
}

func amdahl(idle *profile.Idleness) string {
	most, ok := idle.Most()
	if !ok {
		return "the driver has no steps of its own that show"
	}
	return fmt.Sprintf(amdahlSays, most)
}
