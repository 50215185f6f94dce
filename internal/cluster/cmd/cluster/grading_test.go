//go:build linux

package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/cluster"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/remote"
	"speedup.example/internal/grade/sandbox"
)

// courseRoot is the folder of the course.
var courseRoot = filepath.Join("..", "..", "..", "..")

// startIn starts the program in a folder.
func startIn(t *testing.T, dir string, env []string, args ...string) *program {
	t.Helper()
	return startCommand(t, func(cmd *exec.Cmd) {
		cmd.Dir = dir
		cmd.Env = append(cmd.Env, env...)
	}, args...)
}

// notes are what a caller notes.
type notes chan string

func (n notes) says(t *testing.T, words string) {
	t.Helper()
	for late := time.After(time.Minute); ; {
		select {
		case note := <-n:
			if strings.Contains(note, words) {
				return
			}
		case <-late:
			t.Fatalf("nobody says %q", words)
		}
	}
}

// callerAt connects with the workers of a version.
func callerAt(t *testing.T, url, version string) (*caller, notes) {
	t.Helper()
	n := make(notes, 1000)
	c, err := dialAll(cluster.Address{URL: url, Note: func(note string) { n <- note }}, version, func(error) {})
	require.NoError(t, err)
	t.Cleanup(c.close)
	return c, n
}

func serverURL(t *testing.T) string {
	t.Helper()
	server := start(t, "serve", "--listen", "127.0.0.1:0")
	return strings.TrimSuffix(strings.Fields(server.says(t, "Serving at "))[2], ",")
}

// calling lets workers answer a piece, until the test ends or the context does.
func calling(ctx context.Context, c *caller, piece string) <-chan error {
	answered := make(chan error, 1)
	go func() {
		_, err := c.Call(ctx, remote.Grades, []byte(piece))
		answered <- err
	}()
	return answered
}

// Who can't grade gets no submission, and says why not to the teacher: a worker without a
// sandbox, one outside the course, and one of another version. Without a worker the teacher
// hears that, too. A run that ends leaves no message.
func TestWhoCannotGrade(t *testing.T) {
	walls, err := sandbox.Probe(t.Context())
	require.NoError(t, err)
	url := serverURL(t)
	c, notes := callerAt(t, url, "other")
	ctx, cancel := context.WithCancel(t.Context())
	answered := calling(ctx, c, `{"exercises": ["slowsum"]}`)
	notes.says(t, "no worker is here (grades): waiting for one")

	bare := startIn(t, courseRoot, []string{hasNoSandbox + "=1"}, "work", "--join", url)
	bare.says(t, "no submissions are graded here, because this machine has no whole sandbox: No walls.")
	notes.says(t, "gets nothing to do: no submissions are graded here, because this machine has no whole sandbox: No walls.")
	if walls.Whole() {
		startIn(t, t.TempDir(), nil, "work", "--join", url)
		notes.says(t, "gets nothing to do: there is no go.mod here")
		version, err := grade.Version(t.Context(), courseRoot)
		require.NoError(t, err)
		older := startIn(t, courseRoot, nil, "work", "--join", url)
		notes.says(t, "its version is "+version+", want other")
		older.says(t, "no submissions are graded here: cluster: refused by the engine on")
	}
	select {
	case err := <-answered:
		t.Fatalf("somebody has answered: %v", err)
	default:
	}
	cancel()
	require.ErrorIs(t, <-answered, context.Canceled)
	assert.Zero(t, bare.interrupt(t, "Spans answered: 0"))
}

// The relay speaks to its standard output, and ends when nobody speaks to it any more. Its
// mistakes are those of the worker.
func TestRelay(t *testing.T) {
	url := serverURL(t)
	cmd := exec.CommandContext(t.Context(), os.Args[0], "relay", "--join", url, "--version", "other")
	cmd.Env = append(os.Environ(), isProgram+"=1")
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	var said strings.Builder
	cmd.Stderr = &said
	require.NoError(t, cmd.Start())
	line := remote.Dial(struct {
		io.Reader
		io.WriteCloser
	}{stdout, stdin})
	_, err = line.Call(t.Context(), "dances", nil)
	require.EqualError(t, err, `cluster: no kind of work "dances"`)
	answered := make(chan error, 1)
	go func() { _, err := line.Call(t.Context(), remote.Grades, []byte("{}")); answered <- err }()
	require.NoError(t, line.Close())
	require.Error(t, <-answered)
	require.NoError(t, cmd.Wait(), said.String())
}
