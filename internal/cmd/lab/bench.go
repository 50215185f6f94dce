package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/report"
	"speedup.example/internal/student"
	"speedup.example/internal/sweep"
)

// newPeers finds the peers, and newMachines the program that measures a cluster. The handout
// has neither.
var newPeers, newMachines sweep.FindPeers

// A benchLine is a command line of lab bench.
type benchLine struct {
	sweep.Options
	abFlags
	module  string // a folder of the module
	results string // the folder of the results
	verbose bool   // print how sure the numbers are
	words   []string
	hurry   context.Context // ends the printing after an interrupt
}

func benchCommand() *cobra.Command {
	var l benchLine
	cmd := &cobra.Command{
		Use:   "bench [COMMAND] [EXERCISE...]",
		Short: "Measure the exercises: what ./bench.sh does",
		RunE: func(cmd *cobra.Command, words []string) error {
			if slices.Contains(words, "help") {
				return cmd.Help()
			}
			defer outliveReaders()()
			i := catchInterrupts(cmd.Context())
			defer i.stop()
			l.words, l.hurry = words, i.hurry
			err := l.run(i.end, cmd)
			if i.end.Err() != nil {
				return sweep.ErrInterrupted // whatever it has interrupted
			}
			return err
		},
	}
	l.addFlags(cmd)
	cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) { fmt.Fprint(cmd.OutOrStdout(), benchHelp()) })
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return usagef("%w (./bench.sh -h lists the flags)", err)
	})
	return cmd
}

// run does what the first word says. If that is no command, the words are exercises.
func (l *benchLine) run(ctx context.Context, cmd *cobra.Command) error {
	word := ""
	if len(l.words) > 0 {
		word = l.words[0]
	}
	if err := l.checkFlags(word); err != nil {
		return err
	}
	bench, err := l.bench(ctx, cmd)
	if err != nil {
		return err
	}
	switch word {
	case "compare":
		return l.compare(ctx, bench)
	case "show":
		return l.show(ctx, bench)
	case "save":
		return l.save(ctx, bench)
	case "reference":
		return l.reference(ctx, bench)
	case "ab":
		return l.ab(ctx, bench)
	case "noise":
		return l.noise(ctx, bench)
	case "lecture", "peers", "growth", "should", "crossover", course.Cluster:
		l.Kind = sweep.Kind(word)
		return l.measure(ctx, bench, l.words[1:], now()+"-"+word)
	}
	return l.measure(ctx, bench, l.words, now())
}

func now() string { return time.Now().Format(report.NameLayout) }

// bench returns the place of the sweep, and sets the folder of the results.
func (l *benchLine) bench(ctx context.Context, cmd *cobra.Command) (*sweep.Bench, error) {
	env, err := child.NewEnv(ctx, l.module)
	if err != nil {
		return nil, err
	}
	root, err := env.Root()
	if err != nil {
		return nil, err
	}
	if l.results == "" {
		l.results = filepath.Join(root, "results")
	}
	if l.results, err = filepath.Abs(l.results); err != nil {
		return nil, err
	}
	runtime.SetDefaultGOMAXPROCS() // whatever the environment variable says
	b := &sweep.Bench{
		Env: env, Root: root, Cores: runtime.GOMAXPROCS(0),
		Stdout: cmd.OutOrStdout(), Stderr: cmd.ErrOrStderr(), NewPeers: newPeers, NewMachines: newMachines, Hurry: l.hurry,
		Report: report.Options{
			Width: width(os.Stdout), Verbose: l.verbose, Predicted: predictions(l.hurry, root), Benchstat: benchstat(env, root), TempDir: env.TempDir,
		},
	}
	if writePage != nil {
		b.Page = "go tool lab report"
	}
	if width(os.Stderr) > 0 && os.Getenv("TERM") != "dumb" {
		b.Columns = func() int { return width(os.Stderr) }
	}
	return b, nil
}

// benchstat returns a function that runs benchstat.
func benchstat(env *child.Env, root string) func(context.Context, ...string) ([]byte, error) {
	return func(ctx context.Context, args ...string) ([]byte, error) {
		cmd := env.Command(ctx, root, nil, "go", append([]string{"tool", "benchstat"}, args...)...)
		out, err := cmd.Output()
		return out, child.WithOutput(err)
	}
}

// predictions returns a function that compares results with the student's predictions.
func predictions(ctx context.Context, root string) func(*report.Results) string {
	return func(results *report.Results) string {
		m, err := student.Open(ctx, root, courseStubs)
		if err != nil {
			return ""
		}
		state, _ := m.State() // a damaged state still leaves the tables
		return state.Compare(results)
	}
}

// measure makes a sweep of the exercises that the words name, or of all.
func (l *benchLine) measure(ctx context.Context, b *sweep.Bench, words []string, name string) error {
	var err error
	if l.Exercises, err = benchExercises(b.Root, words); err != nil {
		return err
	}
	switch {
	case l.Kind == sweep.Cluster || l.Machines:
		err = l.onlyElsewhere(words)
	case l.Kind == sweep.Growth:
		err = l.onlyGrowing(words)
	case l.Kind == sweep.Peers && newPeers == nil:
		err = usagef(noPeers)
	}
	if err != nil {
		return err
	}
	return b.Measure(ctx, l.Options, l.results, name)
}

// benchExercises returns the exercises that the words name, each once, or all.
func benchExercises(root string, words []string) (exercises []course.Exercise, err error) {
	for _, word := range words {
		e, err := course.Find(folderName(root, word))
		if err != nil {
			return nil, unknownWord(word)
		}
		if !slices.ContainsFunc(exercises, func(other course.Exercise) bool { return other.Name == e.Name }) {
			exercises = append(exercises, e)
		}
	}
	if len(exercises) == 0 {
		return slices.Clone(course.Exercises), nil
	}
	return exercises, nil
}

// reference measures the quick reference, which is not an exercise.
func (l *benchLine) reference(ctx context.Context, b *sweep.Bench) error {
	if len(l.words) > 1 {
		return usagef("reference has no exercise: it takes no %q", l.words[1])
	}
	l.Kind, l.Exercises = sweep.Quick, []course.Exercise{course.Workers}
	return b.Measure(ctx, l.Options, l.results, now()+"-reference")
}

// folderName returns the name of the exercise in a folder, as the shell
// completes its path.
func folderName(root, word string) string {
	if _, err := course.Find(filepath.Clean(word)); err == nil {
		return filepath.Clean(word)
	}
	if path, err := filepath.Abs(word); err == nil && filepath.Dir(path) == root {
		return filepath.Base(path)
	}
	return word
}

// onlyGrowing leaves out exercises that wait instead of computing, and refuses
// one that is named.
func (l *benchLine) onlyGrowing(words []string) error {
	var growing []course.Exercise
	for _, e := range l.Exercises {
		if len(e.Sizes.Growth) > 0 {
			growing = append(growing, e)
		} else if len(words) > 0 {
			return usagef("growth is about computing, and %s wait", e.Name)
		}
	}
	l.Exercises = growing
	return nil
}

// onlyElsewhere leaves out exercises without a driver for machines, and refuses one that is
// named.
func (l *benchLine) onlyElsewhere(words []string) error {
	if newMachines == nil {
		return usagef(noMachines)
	}
	var with []course.Exercise
	for _, e := range l.Exercises {
		if e.Machines {
			with = append(with, e)
		} else if len(words) > 0 {
			return usagef("%s has no driver Cluster", e.Name)
		}
	}
	l.Exercises = with
	return nil
}

var savedName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

func (l *benchLine) save(ctx context.Context, b *sweep.Bench) error {
	if len(l.words) < 2 {
		return usagef("save takes a name: ./bench.sh save NAME [EXERCISE...]")
	}
	name := l.words[1]
	if path, err := filepath.Abs(name); err == nil && filepath.Dir(path) == l.results {
		name = filepath.Base(path) // the shell completes an older result
	}
	name = strings.TrimSuffix(name, ".txt")
	if _, err := course.Find(name); err == nil {
		return usagef("save takes a name before the exercises: ./bench.sh save NAME %s", name)
	}
	if !savedName.MatchString(name) || strings.HasSuffix(name, ".txt") {
		return usagef(badSaveName, l.words[1])
	}
	l.Keep = true
	return l.measure(ctx, b, l.words[2:], name)
}

func (l *benchLine) show(ctx context.Context, b *sweep.Bench) error {
	if len(l.words) > 2 {
		return usagef("show takes one name: ./bench.sh show [NAME]")
	}
	path := sweep.Newest(l.results)
	if len(l.words) == 2 {
		path = sweep.Find(l.results, l.words[1])
	}
	if path == "" {
		return l.nothing(l.words[1:])
	}
	fmt.Fprintln(b.Stderr, sweep.Display(path))
	return b.Tables(ctx, path)
}

func (l *benchLine) compare(ctx context.Context, b *sweep.Bench) error {
	if len(l.words) != 3 {
		return usagef("compare takes two names: ./bench.sh compare BEFORE AFTER")
	}
	var paths []string
	for _, word := range l.words[1:] {
		path := sweep.Find(l.results, word)
		if path == "" {
			return l.nothing([]string{word})
		}
		paths = append(paths, path)
	}
	if same(paths[0], paths[1]) {
		return usagef("compare takes two different results, but both names mean %s", sweep.Display(paths[0]))
	}
	return b.Compare(ctx, paths[0], paths[1])
}

// same reports whether two paths name one file.
func same(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

// nothing returns an error that there are no such results, and lists those that there
// are.
func (l *benchLine) nothing(names []string) error {
	there := sweep.Saved(l.results)
	if len(there) == 0 {
		there = []string{"nothing"}
	}
	what := "nothing to show"
	if len(names) > 0 {
		what = fmt.Sprintf("no results %q", names[0])
	}
	return usagef("%s: there is %s in %s", what, strings.Join(there, " "), sweep.Display(l.results))
}
