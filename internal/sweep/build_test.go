package sweep_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/sweep"
	"speedup.example/internal/testall"
	"speedup.example/internal/vector"
)

// module writes a module with a file in each folder.
func module(t *testing.T, sources map[string]string) (root string) {
	t.Helper()
	root = t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(root, "go.mod"), []byte("module example.edu/tiny\n\ngo 1.26\n"), 0o666))
	for folder, source := range sources {
		require.NoError(t, os.Mkdir(filepath.Join(root, folder), 0o777))
		require.NoError(t, os.WriteFile(filepath.Join(root, folder, "x_test.go"), []byte(source), 0o666))
	}
	return root
}

// A Builder builds an exercise twice if it has rows for that. If one doesn't build,
// it says so, with the compiler's error and the missing rows.
func TestBuild(t *testing.T) {
	const empty = "package x\n"
	root := module(t, map[string]string{
		"good":   empty,
		"broken": "package x\n\nvar x int = nonsense\n",
		"scalar": "package x\n\nimport _ \"unsafe\"\n",
		"single": "//go:build !goexperiment.simd\n\n" + empty,
		"typo":   "//go:build goexperiment.simd\n\npackage x\n\nvar y = nonsense\n",
	})
	require.NoError(t, os.WriteFile(filepath.Join(root, "typo", "y_test.go"), []byte(empty), 0o666))
	require.NoError(t, os.Mkdir(filepath.Join(root, "untested"), 0o777))
	require.NoError(t, os.WriteFile(filepath.Join(root, "untested", "x.go"), []byte(empty), 0o666))
	env, err := child.NewEnv(t.Context(), root)
	require.NoError(t, err)
	var said []string
	b := &sweep.Builder{Env: env, Root: root, Dir: t.TempDir(), Vector: vector.AVX2, Say: func(format string, args ...any) {
		said = append(said, fmt.Sprintf(format, args...))
	}}
	rows := []course.Row{{Name: "simd", Needs: course.Vectors}, {Name: "limit", Needs: course.Widest}}
	built, failed := b.Plain(t.Context(), []course.Exercise{
		{Name: "good", Rows: rows}, {Name: "broken", Rows: rows}, {Name: "untested", Rows: rows}, {Name: "scalar"}, {Name: "typo", Rows: rows},
	})
	assert.Equal(t, []string{"broken", "untested"}, failed)
	all := strings.Join(said, "\n")
	assert.Contains(t, all, "undefined: nonsense")
	assert.Contains(t, all, "broken does not build: going on without it")
	assert.Contains(t, all, "[no test files]\nuntested does not build: going on without it")

	if testall.On() { // the standard library is built with the experiment, too
		said = nil
		assert.Equal(t, map[string]bool{"good": true}, b.WithVectors(t.Context(), built))
		all = strings.Join(said, "\n")
		assert.Contains(t, all, "undefined: nonsense")
		assert.Contains(t, all, "no rows simd of typo: with GOEXPERIMENT=simd "+env.GoVersion()+" does not build them, as it says above.")
		assert.Contains(t, all, "AVX2: a second binary (GOEXPERIMENT=simd) has simd, limit")
	}

	said = nil
	b.Vector = vector.None
	assert.Empty(t, b.WithVectors(t.Context(), built))
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "no rows simd of good typo: the vector code is for processors with AVX2 or AVX-512 (amd64)")
	said = nil
	assert.Empty(t, b.WithVectors(t.Context(), built[1:2]), "it has no such rows")
	assert.Empty(t, said)
}

// An interrupted build has not failed, so it prints no error.
func TestInterruptedBuild(t *testing.T) {
	env, err := child.NewEnv(t.Context(), ".")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var said []string
	b := &sweep.Builder{Env: env, Root: t.TempDir(), Dir: t.TempDir(), Vector: vector.AVX2, Say: func(format string, args ...any) {
		said = append(said, fmt.Sprintf(format, args...))
	}}
	exercises := []course.Exercise{{Name: "x", Rows: []course.Row{{Name: "simd", Needs: course.Vectors}}}}
	t.Setenv("BENCH_PLAIN", "")
	_, failed := b.Plain(ctx, exercises)
	assert.Empty(t, failed)
	assert.Empty(t, b.WithVectors(ctx, exercises))
	assert.Empty(t, said)
}

// If there are no results yet, the message says that this is the first build.
func TestFirstBuild(t *testing.T) {
	dir := t.TempDir()
	first, err := sweep.NewResults(dir, "x")
	require.NoError(t, err)
	assert.Contains(t, sweep.MsgBuilding(nil, first), "the first time takes")
	require.NoError(t, first.Keep([]string{"one"}))
	_, _, err = first.Close()
	require.NoError(t, err)
	second, err := sweep.NewResults(dir, "x")
	require.NoError(t, err)
	assert.Equal(t, "building pi", sweep.MsgBuilding([]course.Exercise{{Name: "pi"}}, second))
}

// The advice is another Go only if this one is too new.
func TestAdvice(t *testing.T) {
	for version, another := range map[string]bool{"go1.26.8": false, "go1.27.3": false, "go1.28": true, "devel go1.29-abc": true} {
		assert.Equal(t, another, strings.Contains(sweep.Advice(version), "GOTOOLCHAIN"), version)
	}
}

// The message about the second binaries of the course fits in a window of 80 columns.
func TestMessageOnSecondBinaries(t *testing.T) {
	message := sweep.MsgSecond(vector.AVX512, course.Exercises)
	assert.Contains(t, message, "simd")
	assert.Less(t, len(message), 80, message)
}
