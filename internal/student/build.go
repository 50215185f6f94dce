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

	"speedup.example/internal/child"
)

// build builds the tests of the exercise. What keeps them from being built is returned as
// broken. Without symbols, of which nothing here reads any, they are linked in less time.
func (r *run) build(ctx context.Context, flags ...string) (binary, broken string, err error) {
	binary = filepath.Join(r.temp, strings.Join(append(flags, r.exercise.Name), "")+".test")
	args := slices.Concat([]string{"test", "-c", "-ldflags=-s -w", "-o", binary}, flags, r.module.Flags, []string{"./" + r.exercise.Name})
	broken, err = r.goCommand(ctx, args...)
	if err == nil && broken == "" {
		if _, err := os.Stat(binary); errors.Is(err, fs.ErrNotExist) {
			broken = noTests
		}
	}
	return binary, broken, err
}

// goCommand runs the go command. What it printed is returned if it failed.
func (r *run) goCommand(ctx context.Context, args ...string) (broken string, err error) {
	output, err := child.Command(ctx, r.module.Root, r.env, "go", args...).CombinedOutput()
	var failed *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.As(err, &failed):
		return tidy(string(output)), nil
	}
	return "", err
}

// withoutC builds the tests once more if the C compiler is to blame, which some of Go's own
// packages use where there is one.
func (r *run) withoutC(ctx context.Context) (binary, broken string, err error) {
	binary, broken, err = r.build(ctx)
	if err != nil || broken == "" {
		return binary, broken, err
	}
	if why, err := r.empty(ctx); err != nil || why == "" {
		return "", broken, err
	}
	plain := r.env
	r.env = append(plain[:len(plain):len(plain)], "CGO_ENABLED=0")
	binary, broken, err = r.build(ctx)
	r.env = plain
	return binary, broken, err
}

// empty runs a test that does nothing, and returns what keeps it from running.
func (r *run) empty(ctx context.Context, flags ...string) (broken string, err error) {
	folder := filepath.Join(r.temp, "empty")
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return "", err
	}
	for name, content := range emptyModule {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o666); err != nil {
			return "", err
		}
	}
	return r.goCommand(ctx, slices.Concat([]string{"-C", folder, "test", "-count=1"}, flags)...)
}

// emptyModule uses what the tests of the exercises use of C.
var emptyModule = map[string]string{
	"go.mod":        "module empty.example\n",
	"empty_test.go": "package empty\n\nimport (\n\t_ \"net\"\n\t\"testing\"\n)\n\nfunc Test(*testing.T) {}\n",
}

// noise is what go test prints around an error.
var noise = regexp.MustCompile(`^\s*(=== |--- |# |FAIL|ok |exit status)`)

// tidy leaves out the noise, and all but the beginning.
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
