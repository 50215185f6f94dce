package student_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/student"
	"speedup.example/internal/testall"
)

// slowsumParallel is an exercise with one function, which has a race check.
func slowsumParallel(t *testing.T) course.Exercise {
	t.Helper()
	exercises, err := student.Exercises([]string{"slowsum", "Parallel"})
	require.NoError(t, err)
	return exercises[0]
}

// With a broken C compiler, or none, lab leaves out the race checks, with the reason.
// It runs the others.
func TestRaceDetectorIsBroken(t *testing.T) {
	if testing.Short() || runtime.GOOS == "windows" {
		t.Skip("it builds the tests of slowsum")
	}
	cc := filepath.Join(t.TempDir(), "cc")
	require.NoError(t, os.WriteFile(cc, []byte("#!/bin/sh\necho 'cc1: sorry, unimplemented' >&2\nexit 1\n"), 0o777))
	reasons := map[string]string{"CC=" + cc: "cc1: sorry, unimplemented"}
	if testall.On() {
		reasons["CGO_ENABLED=0"] = "-race requires cgo"
	}
	for env, reason := range reasons {
		m := &student.Module{Root: "../..", Env: []string{env}}
		results, err := m.Check(t.Context(), slowsumParallel(t), func([]string) {})
		require.NoError(t, err)
		for _, r := range results {
			if r.Check != "race" {
				assert.Equal(t, record.Passed, r.Verdict, "%s: %s", r.Check, r.Message)
				continue
			}
			assert.Equal(t, record.NotHere, r.Verdict, r.Message)
			assert.Contains(t, r.Message, "does not work on this machine")
			assert.Contains(t, r.Message, reason)
		}
		got, of := student.Score(results, "")
		assert.Equal(t, got, of)
	}
}

// If the tests don't build, every check says why.
func TestDoesNotBuild(t *testing.T) {
	m := &student.Module{Root: "../..", Flags: []string{"-overlay=none.json"}}
	results, err := m.Check(t.Context(), slowsumParallel(t), func([]string) {})
	require.NoError(t, err)
	for _, r := range results {
		assert.Equal(t, record.NotBuilt, r.Verdict)
		assert.Contains(t, r.Message, "none.json")
	}
	assert.False(t, student.Builds(results))
}

// Changed names the files of a handout that somebody has changed, but not those
// that students write.
func TestChanged(t *testing.T) {
	m := module(t)
	assert.Empty(t, m.Changed(), "the course has no hashes")
	files := map[string]string{"pi/pi_test.go": "package pi_test\n", "pi/pi.go": "package pi\n", "README.md": "# pi\n"}
	for file, content := range files {
		require.NoError(t, os.WriteFile(filepath.Join(m.Root, file), []byte(content), 0o666))
	}
	require.NoError(t, os.MkdirAll(filepath.Join(m.Root, "internal"), 0o777))
	hashes := `{"pi/pi_test.go": "` + student.Hash([]byte(files["pi/pi_test.go"])) + `", "pi/pi.go": "` + student.Hash([]byte(files["pi/pi.go"])) +
		`", "README.md": "` + student.Hash([]byte(files["README.md"])) + `"}`
	hashesFile := filepath.Join(m.Root, filepath.FromSlash(student.HashesFile))
	require.NoError(t, os.WriteFile(hashesFile, []byte(hashes), 0o666))
	assert.Empty(t, m.Changed())

	write := func(file, content string) {
		require.NoError(t, os.WriteFile(filepath.Join(m.Root, file), []byte(content), 0o666))
	}
	write("pi/pi.go", "package pi\r\n")
	write("README.md", "my notes")
	assert.Empty(t, m.Changed(), "other line ends, and a README")
	write("pi/pi_test.go", "")
	write("pi/pi.go", "package pi // faster\n")
	assert.Equal(t, []string{
		"you changed these tests, so the points say little: pi/pi_test.go",
		"you changed these files, but whoever grades uses the handout's: pi/pi.go",
	}, m.Changed())
	require.NoError(t, os.Remove(filepath.Join(m.Root, "pi/pi_test.go")))
	assert.Contains(t, m.Changed()[0], "pi/pi_test.go")
	require.NoError(t, os.WriteFile(hashesFile, []byte("{"), 0o666))
	assert.Contains(t, m.Changed()[0], "internal/hashes.json is damaged")
}

// notFaster names the rows that are right, but no faster in seven rounds.
func TestNotFaster(t *testing.T) {
	lines := "pkg: speedup.example/slowsum\n"
	for range 7 {
		lines += "BenchmarkSlowsum/n=5000000/impl=sequential-2 2 100 ns/op\n" +
			"BenchmarkSlowsum/n=5000000/impl=unrolled-2 2 99 ns/op\n" +
			"BenchmarkSlowsum/n=5000000/impl=parallel-2 2 51 ns/op\n"
	}
	slow, err := student.NotFaster([]byte(lines))
	require.NoError(t, err)
	require.Len(t, slow, 1)
	assert.Regexp(t, `^Right, but not faster yet: unrolled takes as long as sequential \(1\.0\d*×.* as fast\)\.$`, slow[0])
}
