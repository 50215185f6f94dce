package student

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
)

// built has the tests of the exercise, or the reason why they don't build.
type built struct {
	binary, broken string
	err            error
}

// build builds the tests, fast: without tables for a debugger, and without vet, because what it
// finds costs no points.
func (r *run) build(ctx context.Context, env []string, flags ...string) (b built) {
	b.binary = filepath.Join(r.temp, strings.Join(append(flags, r.exercise.Name), "")+".test")
	args := slices.Concat([]string{"test", "-c", "-vet=off", "-ldflags=-s -w", "-o", b.binary}, flags, r.module.Flags, []string{"./" + r.exercise.Name})
	b.broken, b.err = goCommand(ctx, r.module.Root, env, args...)
	if b.err == nil && b.broken == "" {
		if _, err := os.Stat(b.binary); errors.Is(err, fs.ErrNotExist) {
			b.broken = noTests
		}
	}
	return b
}

// buildsRace begins the build with the race detector, if a written function needs it.
// raceBuild waits for the build, and end cancels it.
func (r *run) buildsRace(ctx context.Context) (raceBuild func() built, end func()) {
	ctx, cancel := context.WithCancel(ctx)
	raceBuild = sync.OnceValue(func() built { return r.build(ctx, r.env, "-race") })
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if slices.ContainsFunc(r.exercise.Functions, func(f course.Function) bool { return hasRace(f) && r.module.written(r.exercise.Name, f.Name) }) {
			raceBuild()
		}
	}()
	return raceBuild, func() { cancel(); <-ended }
}

// goCommand runs the go command in dir. broken is what it printed, if it failed.
func goCommand(ctx context.Context, dir string, env []string, args ...string) (broken string, err error) {
	output, err := child.Command(ctx, dir, env, "go", args...).CombinedOutput()
	var failed *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.As(err, &failed):
		return tidy(string(output)), nil
	}
	return "", err
}

// withoutC builds the tests, and again without a C compiler if that is to blame. Some of
// Go's own packages use it.
func (r *run) withoutC(ctx context.Context) built {
	b := r.build(ctx, r.env)
	if b.err != nil || b.broken == "" {
		return b
	}
	if why, err := r.empty(ctx); err != nil || why == "" {
		b.err = err
		return b
	}
	return r.build(ctx, slices.Concat(r.env, []string{"CGO_ENABLED=0"}))
}

// empty runs a test that does nothing. broken says why it doesn't run.
func (r *run) empty(ctx context.Context, flags ...string) (broken string, err error) {
	return Empty(ctx, r.env, r.temp, flags...)
}

// Empty runs a test that does nothing, with flags of go test, in an environment. It writes
// the test into the folder temp. broken is what was printed if it doesn't run.
func Empty(ctx context.Context, env []string, temp string, flags ...string) (broken string, err error) {
	folder := filepath.Join(temp, "empty")
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return "", err
	}
	for name, content := range emptyModule {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o666); err != nil {
			return "", err
		}
	}
	return goCommand(ctx, folder, env, slices.Concat([]string{"test", "-count=1"}, flags)...)
}

// emptyModule uses the same C as the tests of the exercises.
var emptyModule = map[string]string{
	"go.mod":        "module empty.example\n",
	"empty_test.go": "package empty\n\nimport (\n\t_ \"net\"\n\t\"testing\"\n)\n\nfunc Test(*testing.T) {}\n",
}

// noise matches what go test prints around an error.
var noise = regexp.MustCompile(`^\s*(=== |--- |# |FAIL|ok |exit status)`)

// tidy returns the beginning of the output, without the noise.
func tidy(output string) string {
	var lines []string
	for line := range strings.Lines(output) {
		if !noise.MatchString(line) {
			lines = append(lines, strings.TrimSuffix(line, "\n"))
		}
	}
	const most = 12
	if len(lines) > most {
		lines = append(lines[:most], "...")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
