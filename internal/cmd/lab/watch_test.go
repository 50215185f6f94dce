package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/handout"
	"speedup.example/internal/student"
)

// handedOut returns a student's module. Its folder differs each time, but with -trimpath
// the build cache still has its packages.
func handedOut(t *testing.T) (*student.Module, *student.State) {
	t.Helper()
	t.Setenv("GOFLAGS", "-trimpath")
	h, err := handout.Make(os.DirFS("../../.."), "example.edu/course")
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, h.Write(dir))
	m := &student.Module{Root: dir, Stubs: h.Stubs}
	s, err := m.State()
	require.NoError(t, err)
	return m, s
}

// Watch notices a save, checks the exercise, and waits for the next save, even
// while a check hangs. It ignores other files, and other exercises.
func TestWatch(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds tests")
	}
	m, s := handedOut(t)
	exercises, err := student.Exercises([]string{"slowsum", "ClosedForm"})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- watch(ctx, in, m, s, exercises)
		in.Close()
	}()
	save := func(file, content string) {
		require.NoError(t, os.WriteFile(filepath.Join(m.Root, file), []byte(content), 0o666))
	}
	var seen []string
	hangs, again := false, false
	for lines := bufio.NewScanner(out); lines.Scan(); {
		line := lines.Text()
		seen = append(seen, line)
		switch {
		case strings.HasPrefix(line, "Waiting"):
			save("pi/parallel.go", "package pi\n")
			save("slowsum/notes.txt", "nothing")
			save("slowsum/closedform.go", "package slowsum\n\nfunc ClosedForm(n int64) Sum { return nonsense }\n")
		case strings.Contains(line, "undefined: nonsense"):
			save("slowsum/closedform.go", "package slowsum\n\nfunc ClosedForm(n int64) Sum { return Sum{} }\n")
		case strings.Contains(line, "ClosedForm (slowsum/closedform.go:3): 0 of 5 points"):
			save("slowsum/closedform.go", "package slowsum\n\nfunc ClosedForm(n int64) Sum { for { n++ } }\n")
			hangs = true
		case hangs && strings.HasPrefix(line, "+ go test"):
			hangs = false
			save("slowsum/closedform.go", "package slowsum\n\nfunc ClosedForm(n int64) Sum { return Sum{Lo: 1} }\n")
		case strings.Contains(line, "A file was saved: checking again."):
			again = true
			cancel()
		}
	}
	require.NoError(t, <-ended, "Ctrl-C is how it is meant to end")
	assert.True(t, again)
	assert.NotContains(t, strings.Join(seen, "\n"), "./pi")
}

// An interrupted check says so, and forgets nothing.
func TestCheckIsInterrupted(t *testing.T) {
	m, s := handedOut(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	exercises, err := student.Exercises(nil)
	require.NoError(t, err)
	var out bytes.Buffer
	require.EqualError(t, checkAll(ctx, &out, m, s, exercises), "interrupted; the earlier results are kept")
	assert.Empty(t, s.Results)
}
