package handout_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/handout"
	"speedup.example/internal/student"
	"speedup.example/internal/testall"
)

// A handout of some exercises has only these, in the lecture's order.
func TestSomeExercises(t *testing.T) {
	h, err := handout.Make(os.DirFS(root), studentPath, "options", "slowsum")
	require.NoError(t, err)
	for file := range h.Files {
		folder, _, _ := strings.Cut(file, "/")
		assert.NotContains(t, []string{"pi", "var", "downloads"}, folder, file)
	}
	table := string(h.Files["internal/course/exercises.go"])
	assert.Equal(t, 2, strings.Count(table, "Benchmark: "))
	assert.Less(t, strings.Index(table, `"slowsum"`), strings.Index(table, `"options"`))
	readme := string(h.Files["README.md"])
	assert.Contains(t, readme, "- `slowsum/closedform.go`: ClosedForm, 5 points\n")
	assert.NotContains(t, readme, "pi/")
	assert.Contains(t, readme, "go tool lab check slowsum\n")
	assert.Contains(t, readme, "go tool lab reset slowsum Parallel\n")

	dir := filepath.Join(t.TempDir(), "course")
	require.NoError(t, h.Write(dir))
	output, err := goCommand(dir, "list", "-export", "./...") // compiles, and links nothing
	require.NoError(t, err, output)
}

func TestUnknownExercise(t *testing.T) {
	_, err := handout.Make(os.DirFS(root), studentPath, "pi", "pie")
	require.EqualError(t, err, `handout: no exercise "pie", want one of [downloads slowsum pi options var]`)
}

// All files have hashes, except those to write and the file of hashes.
func TestHashes(t *testing.T) {
	h, err := made()
	require.NoError(t, err)
	hashes := map[string]string{}
	require.NoError(t, json.Unmarshal(h.Files[student.HashesFile], &hashes))
	for file, content := range h.Files {
		isStub := false
		for _, stub := range h.Stubs {
			isStub = isStub || stub.File == file
		}
		if hash, ok := hashes[file]; isStub || file == student.HashesFile {
			assert.False(t, ok, file)
		} else {
			assert.Equal(t, student.Hash(content), hash, file)
		}
	}
}

// With these module paths the go command would look for a package in two places, or in
// none.
func TestModulePaths(t *testing.T) {
	for path, want := range map[string]string{
		"golang.org/x/sync":           "clashes with golang.org/x/sync",
		"golang.org/x/sync/errgroup":  "clashes with golang.org/x/sync",
		"golang.org/x":                "clashes with golang.org/x/",
		"github.com/stretchr/testify": "clashes with github.com/stretchr/testify",
		"example.edu/testdata/course": "has the element testdata",
		"example.edu/vendor/course":   "has the element vendor",
		"example.edu/internal/course": "has the element internal",
		"example.edu/_course":         "has the element _course",
		"not a path":                  "module path",
	} {
		if strings.HasPrefix(path, "github.com/") || strings.Contains(path, "/_") || path == "example.edu/vendor/course" {
			if !testall.On() {
				continue // the others are of the same kinds
			}
		}
		_, err := handout.Make(os.DirFS(root), path)
		require.ErrorContains(t, err, want, path)
	}
}

// Remove removes all that Write wrote, and nothing else.
func TestRemove(t *testing.T) {
	h, err := made()
	require.NoError(t, err)
	dir := filepath.Join(t.TempDir(), "course")
	require.NoError(t, h.Write(dir))
	require.NoError(t, h.Remove(dir))
	assert.NoDirExists(t, dir)

	require.NoError(t, h.Write(dir))
	mine := filepath.Join(dir, "pi", "mine.txt")
	require.NoError(t, os.WriteFile(mine, nil, 0o666))
	require.NoError(t, h.Remove(dir))
	assert.FileExists(t, mine)
	assert.NoDirExists(t, filepath.Join(dir, "internal"))
}
