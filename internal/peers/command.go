package peers

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"speedup.example/internal/child"
)

// environment returns the additions to every peer's environment.
func environment() []string {
	return []string{
		// Waiting threads of OpenMP spin by default. On a busy machine that made C four
		// times slower, so here they sleep.
		"OMP_WAIT_POLICY=passive",
		// The row "numpy" has one core. The threads of NumPy's library, whichever it is,
		// spin, too.
		"OPENBLAS_NUM_THREADS=1", "MKL_NUM_THREADS=1", "VECLIB_MAXIMUM_THREADS=1",
		// With a user's setting Numba's rows could be Python's.
		"NUMBA_DISABLE_JIT=0",
		"PYTHONDONTWRITEBYTECODE=1",
		"PYTHONUTF8=1", // the report of a wrong answer has a ±
	}
}

// childTimeout is how long a start of Python or of the compiler may take. On a cold disk
// the import of Numba takes 20 seconds.
const childTimeout = 2 * time.Minute

// A host has the environment of programs, and the module's root.
type host struct {
	env  *child.Env
	root string
}

// run runs a program at the root, and returns what it printed. The error says how it ended.
func (h host) run(ctx context.Context, args ...string) (stdout, stderr string, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, childTimeout, fmt.Errorf("no answer within %v", childTimeout))
	defer cancel()
	var out, errors bytes.Buffer
	cmd := h.env.Command(ctx, h.root, environment(), args[0], args[1:]...)
	cmd.Stdout, cmd.Stderr = &out, &errors
	err = cmd.Run()
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return out.String(), errors.String(), err
}

// lookPath returns the absolute path of a program, from any folder.
func lookPath(name string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", err
	}
	return filepath.Abs(path)
}

// folder returns the absolute path of an existing folder.
func folder(dir string) (string, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return "", fmt.Errorf("peers: %w", err)
	}
	if !info.IsDir() {
		return "", fmt.Errorf("peers: %s is not a folder", dir)
	}
	return filepath.Abs(dir)
}

// lastLines returns the last n lines of a text that are not empty.
func lastLines(text string, n int) []string {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
	return lines[max(0, len(lines)-n):]
}
