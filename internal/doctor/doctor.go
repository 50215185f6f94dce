// Package doctor tries what the course needs of a machine, and says what to type if
// something is missing.
//
// A [Probe] tries one thing, and does not guess: it runs a test with the race detector,
// it builds with vector instructions, it writes files where the suite will. [Probes] has
// them in the order of a person's questions. Each [Finding] says what was tried, what came
// out, and if that is bad, what to type.
package doctor

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fsnotify/fsnotify"

	"speedup.example/internal/child"
	"speedup.example/internal/cores"
	"speedup.example/internal/course"
	"speedup.example/internal/sweep"
	"speedup.example/internal/vector"
)

// A State says how good a finding is.
type State string

// The states. A student can go on unless a finding is [Bad].
const (
	Good State = "ok"
	Odd  State = "note" // something is left out, or is not as usual
	Bad  State = "BAD"  // a student needs it
)

// A Finding is what came out of a trial.
type Finding struct {
	State State
	Tried string
	Found string
	Try   []Advice // if it is not good
}

// An Advice says what to do. Command is what to paste into a shell, if anything. Words say
// where or why, or all that there is to do.
type Advice struct{ Words, Command string }

func words(text string) Advice    { return Advice{Words: text} }
func typed(command string) Advice { return Advice{Command: command} }

// A Probe tries one thing on a machine. Some things have several findings.
type Probe struct {
	Name  string
	Slow  bool // it takes more than a few seconds
	Shows bool // it shows its own progress
	Try   func(ctx context.Context, m *Machine) []Finding
}

// Probes are what a student needs to know. The teacher's command has more.
var Probes = []Probe{
	{Name: "Go", Try: goVersion},
	{Name: "the other Go", Try: otherGo},
	{Name: "modules", Try: modules},
	{Name: "tests", Try: tests},
	{Name: "race detector", Try: raceDetector},
	{Name: "vectors", Try: vectors, Slow: true},
	{Name: "cores", Try: usable},
	{Name: "quota", Try: quota},
	{Name: "GOMAXPROCS", Try: procs},
	{Name: "settings", Try: settings},
	{Name: "folders", Try: folders},
	{Name: "line ends", Try: lineEnds},
	{Name: "watches", Try: watches},
	{Name: "noise", Try: noise, Slow: true, Shows: true},
}

// A Machine is what the probes try. Tests replace parts of it.
type Machine struct {
	Env      *child.Env // of the programs
	Root     string     // of the module
	Cores    cores.Machine
	Vectors  vector.Width    // of the processor
	Progress *sweep.Progress // of what takes seconds

	CanRun func(folder string) error             // tries a program there
	Fill   func(folder string, size int64) error // tries to write so many bytes
	Watch  func(folder string) error             // tries to be told of changes
	Noise  func(ctx context.Context, m *Machine) (Noise, error)
}

// New returns this machine, with the module that the folder dir is in. The error says
// that there is no Go, or no module, or another module than the course's.
func New(ctx context.Context, dir string, progress *sweep.Progress) (*Machine, error) {
	env, err := child.NewEnv(ctx, dir)
	if err != nil {
		return nil, err
	}
	root, err := env.Root()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(root, "internal", "course")); err != nil {
		return nil, notTheCourse{root}
	}
	return &Machine{
		Env: env, Root: root, Cores: cores.Look(ctx), Vectors: vector.Processor(), Progress: progress,
		CanRun: child.CanRun, Fill: fill, Watch: watch, Noise: measureNoise,
	}, nil
}

// A notTheCourse is the folder of another module.
type notTheCourse struct{ root string }

func (e notTheCourse) Error() string { return fmt.Sprintf(msgNotTheCourse, e.root) }

// run runs the go command in the module, with some variables set. output is all that it
// printed.
func (m *Machine) run(ctx context.Context, vars []string, args ...string) (output string, err error) {
	out, err := m.Env.Command(ctx, m.Root, vars, "go", args...).CombinedOutput()
	return string(out), err
}

// exercise returns the exercise to try things with. It computes, if one does.
func exercise() course.Exercise {
	for _, e := range course.Exercises {
		if !e.Sizes.Wait() && e.HasVectors() {
			return e
		}
	}
	for _, e := range course.Exercises {
		if !e.Sizes.Wait() {
			return e
		}
	}
	return course.Exercises[0]
}

// Examine runs the probes one after the other. It calls begin before each, and report with
// what it found. It returns whether a student can work here, and ends when ctx does.
func Examine(ctx context.Context, m *Machine, probes []Probe, begin func(Probe), report func(Probe, []Finding)) (fit bool, err error) {
	fit = true
	for _, p := range probes {
		begin(p)
		findings := p.Try(ctx, m)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		for _, f := range findings {
			fit = fit && f.State != Bad
		}
		report(p, findings)
	}
	return fit, nil
}

func good(tried, format string, args ...any) []Finding {
	return []Finding{{State: Good, Tried: tried, Found: fmt.Sprintf(format, args...)}}
}

func odd(tried, found string, try ...Advice) []Finding {
	return []Finding{{State: Odd, Tried: tried, Found: found, Try: try}}
}

func bad(tried, found string, try ...Advice) []Finding {
	return []Finding{{State: Bad, Tried: tried, Found: found, Try: try}}
}

// watch asks the system to tell of changes in a folder.
func watch(folder string) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer watcher.Close()
	return watcher.Add(folder)
}

// fill writes so many bytes into a folder, and removes them. Zeros would not show how
// much room a disk has that stores none.
func fill(folder string, size int64) (err error) {
	file, err := os.CreateTemp(folder, "speedup.")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	block := make([]byte, 1<<20)
	for i := range block {
		block[i] = byte(i * i >> 3)
	}
	for written := int64(0); written < size && err == nil; written += int64(len(block)) {
		_, err = file.Write(block[:min(int64(len(block)), size-written)])
	}
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	return err
}
