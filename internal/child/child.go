// Package child starts the programs that the suite starts: the go command, the
// benchmarks and checks that it builds, compilers and interpreters.
//
// It is the one place that makes their environment. What somebody has set for
// another purpose, as GOFLAGS=-race or a go.work further up, would change what is
// measured or checked: [Env] leaves that out, and says so. And a program is started
// in a process group of its own, so that what it starts ends with it, and Ctrl-C in
// a terminal reaches only the one who has started it.
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

// An Env is the environment of the programs that are started for a module.
type Env struct {
	// Notes say what was left out of the caller's environment, or what in it holds
	// for the programs, too; a sentence each.
	Notes []string

	settings    map[string]string // what go env says
	experiments []string          // of the toolchain, that the caller has turned on, but for simd
	vars        []string          // KEY=VALUE
	temp        string            // where programs can be built and run; nothing if nowhere
	noTemp      []string          // why not elsewhere
}

// settings are those of the go command that matter here.
var settings = []string{
	"GOFLAGS", "GOEXPERIMENT", "GOWORK", "GOTMPDIR", "GOOS", "GOARCH", "GOHOSTOS", "GOHOSTARCH", "GOEXE", "GOVERSION", "GOMOD",
}

// NewEnv makes the environment for the module that the folder dir is in. It asks the
// go command, which knows what go env -w has set as well.
func NewEnv(ctx context.Context, dir string) (*Env, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"env", "-json"}, settings...)...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, errors.New("there is no go on the PATH: install it from https://go.dev/dl/ and open a new terminal")
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

// WithOutput adds to the error of a command that failed what the command printed on its
// standard error, if [exec.Cmd.Output] has caught that.
func WithOutput(err error) error {
	var exit *exec.ExitError
	if !errors.As(err, &exit) || len(exit.Stderr) == 0 {
		return err
	}
	return fmt.Errorf("%w\n%s", err, strings.TrimSpace(string(exit.Stderr)))
}

// GoVersion returns the version of the go command: go1.26.8.
func (e *Env) GoVersion() string { return e.settings["GOVERSION"] }

// Arch returns the architecture that programs are built for: amd64.
func (e *Env) Arch() string { return e.settings["GOHOSTARCH"] }

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

// Command returns a command to be run in dir, with some variables set. The end of
// ctx kills it, and all that it has started.
func (e *Env) Command(ctx context.Context, dir string, vars []string, name string, args ...string) *exec.Cmd {
	return Command(ctx, dir, e.With(vars...), name, args...)
}

// Command is that with a whole environment, of somebody who has one.
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
		return "", errors.New("there is no go.mod here: start lab in a folder of the course")
	}
	return filepath.Dir(e.settings["GOMOD"]), nil
}
