// Package child starts the programs of the suite: the go command, the
// benchmarks and checks that it builds, compilers and interpreters.
//
// Only this package makes their environment. Settings for another purpose, such as
// GOFLAGS=-race or a go.work further up, would change the measurements and checks.
// [Env] leaves them out, and says so. Each program has its own process group. So
// its children end with it, and Ctrl-C in a terminal reaches only the program that
// started it.
package child

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// An Env is the environment of the programs for a module.
type Env struct {
	// Notes has a sentence for each setting of the caller that was left out, or
	// that holds for the programs, too.
	Notes []string

	about       []string          // the setting that each note is about
	settings    map[string]string // what go env says
	experiments []string          // of the toolchain, turned on by the caller, without simd
	vars        []string          // KEY=VALUE
	temp        string            // the folder where programs can be built and run, if any
	noTemp      []string          // why other folders don't work
}

// What can be missing before anything runs.
var (
	ErrNoGo     = errors.New("there is no go on the PATH: install it from https://go.dev/dl/ and open a new terminal")
	ErrNoModule = errors.New("there is no go.mod here: start lab in a folder of the course")
)

// Releases are the releases of Go that the course is tested with, from the oldest on.
var Releases = []string{"go1.26.8", "go1.27.3"}

// settings are the settings of the go command that matter here.
var settings = []string{
	"GOFLAGS", "GOEXPERIMENT", "GOWORK", "GOTMPDIR", "GOOS", "GOARCH", "GOHOSTOS", "GOHOSTARCH", "GOEXE", "GOVERSION", "GOMOD", "GOCACHE",
}

// NewEnv makes the environment for the module that the folder dir is in. It asks the
// go command, which also knows the settings of go env -w.
func NewEnv(ctx context.Context, dir string) (*Env, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"env", "-json"}, settings...)...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, ErrNoGo
	}
	if err != nil {
		return nil, fmt.Errorf("go env: %w", WithOutput(err))
	}
	e := new(Env)
	if err := json.Unmarshal(out, &e.settings); err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	e.clean(os.Environ())
	e.findTemp()
	return e, nil
}

// WithOutput adds to the error of a failed command its output on the standard error, if
// [exec.Cmd.Output] has caught that.
func WithOutput(err error) error {
	var exit *exec.ExitError
	if !errors.As(err, &exit) || len(exit.Stderr) == 0 {
		return err
	}
	return fmt.Errorf("%w\n%s", err, strings.TrimSpace(string(exit.Stderr)))
}

// GoVersion returns the version of the go command: go1.26.8.
func (e *Env) GoVersion() string { return e.settings["GOVERSION"] }

// About returns the notes about a setting, such as GOFLAGS.
func (e *Env) About(setting string) (notes []string) {
	for i, note := range e.Notes {
		if e.about[i] == setting {
			notes = append(notes, note)
		}
	}
	return notes
}

// Settings returns the settings that notes are about, each once.
func (e *Env) Settings() (names []string) {
	for _, name := range e.about {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Arch returns the architecture that programs are built for: amd64.
func (e *Env) Arch() string { return e.settings["GOHOSTARCH"] }

// Cache returns the folder of the build cache.
func (e *Env) Cache() string { return e.settings["GOCACHE"] }

// Exe returns how the names of programs end: .exe on Windows, else nothing.
func (e *Env) Exe() string { return e.settings["GOEXE"] }

// With returns the environment with some variables set, KEY=VALUE.
func (e *Env) With(vars ...string) []string { return slices.Concat(e.vars, vars) }

// Experiment returns the variable that turns on an experiment of the toolchain, too.
func (e *Env) Experiment(name string) string {
	return "GOEXPERIMENT=" + strings.Join(append(slices.Clone(e.experiments), name), ",")
}

// get returns the last value of a variable.
func (e *Env) get(key string) (value string) {
	for _, v := range e.vars {
		if k, text, _ := strings.Cut(v, "="); k == key {
			value = text
		}
	}
	return value
}

// Command returns a command to run in dir, with some variables set. The end of
// ctx kills it and all its children.
func (e *Env) Command(ctx context.Context, dir string, vars []string, name string, args ...string) *exec.Cmd {
	return Command(ctx, dir, e.With(vars...), name, args...)
}

// Command is like [Env.Command], with a whole environment.
func Command(ctx context.Context, dir string, env []string, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = env
	cmd.WaitDelay = 3 * time.Second
	killGroup(cmd)
	return cmd
}

// Root returns the folder of the module.
func (e *Env) Root() (string, error) {
	if filepath.Base(e.settings["GOMOD"]) != "go.mod" {
		return "", ErrNoModule
	}
	return filepath.Dir(e.settings["GOMOD"]), nil
}
