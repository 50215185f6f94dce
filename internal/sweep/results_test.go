package sweep_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/child"
	"speedup.example/internal/report"
	"speedup.example/internal/sweep"
)

func keep(t *testing.T, dir, line string) (path, moved string) {
	t.Helper()
	r, err := sweep.NewResults(dir, "x", "cores: 2")
	require.NoError(t, err)
	require.NoError(t, r.Keep([]string{line}))
	path, moved, err = r.Close()
	require.NoError(t, err)
	return path, moved
}

func content(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

// A sweep never overwrites results.
func TestOlderResultsAreMovedAside(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "results")
	path, moved := keep(t, dir, "one")
	assert.Equal(t, filepath.Join(dir, "x.txt"), path)
	assert.Empty(t, moved)
	path, moved = keep(t, dir, "two")
	assert.Equal(t, filepath.Join(dir, "x.1.txt"), moved)
	assert.Equal(t, "cores: 2\none\n", content(t, moved))
	_, moved = keep(t, dir, "three")
	assert.Equal(t, "cores: 2\ntwo\n", content(t, moved))
	assert.Equal(t, "cores: 2\nthree\n", content(t, path))
	assert.Equal(t, []string{"x", "x.1", "x.2"}, sweep.Saved(dir))
}

// A sweep without results leaves no file, and no folder that it made.
func TestNothingMeasured(t *testing.T) {
	parent := t.TempDir()
	for _, dir := range []string{filepath.Join(parent, "results"), parent} {
		r, err := sweep.NewResults(dir, "x")
		require.NoError(t, err)
		path, moved, err := r.Close()
		require.NoError(t, err)
		assert.Empty(t, path+moved)
	}
	assert.NoDirExists(t, filepath.Join(parent, "results"))
	assert.DirExists(t, parent)
	keep(t, parent, "one")
	r, err := sweep.NewResults(parent, "x")
	require.NoError(t, err)
	_, moved, err := r.Close()
	require.NoError(t, err)
	assert.Empty(t, moved, "the older results stay where they are")
}

// Sweeps with one name at the same time have a file each, and all stay.
func TestTwoSweepsNeverShareAFile(t *testing.T) {
	const sweeps = 20
	dir := t.TempDir()
	var wg sync.WaitGroup
	for i := range sweeps {
		wg.Go(func() {
			r, err := sweep.NewResults(dir, "x")
			if !assert.NoError(t, err) {
				return
			}
			for range 3 {
				assert.NoError(t, r.Keep([]string{strings.Repeat("line ", i)}))
			}
			_, _, err = r.Close()
			assert.NoError(t, err)
		})
	}
	wg.Wait()
	seen := map[string]bool{}
	for _, name := range sweep.Saved(dir) {
		seen[content(t, filepath.Join(dir, name+".txt"))] = true
	}
	assert.Len(t, seen, sweeps)
	assert.Len(t, sweep.Saved(dir), sweeps)
}

func TestResultsThatCannotBeKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o666))
	for _, dir := range []string{file, filepath.Join(file, "below")} {
		_, err := sweep.NewResults(dir, "x")
		require.ErrorContains(t, err, "no results can be kept in "+dir)
	}
}

// Results can't have the name of a folder. The error comes at once.
func TestResultsNamedAsAFolder(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "x.txt"), 0o777))
	_, err := sweep.NewResults(dir, "x")
	require.ErrorContains(t, err, "x.txt is a folder")
}

// If somebody removes the file meanwhile, Close writes it again.
func TestResultsThatAreRemoved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "results")
	r, err := sweep.NewResults(dir, "x", "cores: 2")
	require.NoError(t, err)
	require.NoError(t, r.Keep([]string{"one"}))
	if err := os.RemoveAll(dir); err != nil {
		t.Skip("this system removes no file that is open")
	}
	require.NoError(t, r.Keep([]string{"two"}))
	path, _, err := r.Close()
	require.NoError(t, err)
	assert.Equal(t, "cores: 2\none\ntwo\n", content(t, path))
}

// The newest is the one that was written last, whatever its name. Growing results, or
// those of a killed sweep, have to be named.
func TestNewest(t *testing.T) {
	dir := t.TempDir()
	for i, name := range []string{"b.txt", "c.txt", "a.txt"} {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, nil, 0o666))
		when := time.Unix(int64(i), 0)
		require.NoError(t, os.Chtimes(path, when, when))
	}
	_, err := sweep.NewResults(dir, "grows")
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(dir, "a.txt"), sweep.Newest(dir))
	assert.Len(t, sweep.Saved(dir), 4)
}

// Find finds a result by its name, or by the path of its file.
func TestFind(t *testing.T) {
	dir := t.TempDir()
	assert.Empty(t, sweep.Newest(dir))
	path, _ := keep(t, dir, "one")
	t.Chdir(filepath.Dir(dir))
	for _, name := range []string{"x", "x.txt", path, filepath.Join(filepath.Base(dir), "x.txt"), "./" + filepath.Base(dir) + "/x.txt"} {
		assert.Equal(t, path, sweep.Find(dir, name), name)
	}
	assert.Empty(t, sweep.Find(dir, "y"))
	assert.Empty(t, sweep.Find(dir, "."), "a folder")
	assert.Equal(t, path, sweep.Newest(dir))
}

// Results say how many of the processors Go may use if those are not all, and the slide about
// the machine has it.
func TestQuotaOfResults(t *testing.T) {
	env, err := child.NewEnv(t.Context(), ".")
	require.NoError(t, err)
	all := runtime.NumCPU()
	for cores, want := range map[int]string{
		all:     "",
		all - 1: fmt.Sprintf("%d of %d processors", all-1, all),
	} {
		config := (&sweep.Bench{Env: env, Cores: cores}).Config(sweep.Options{})
		f, err := report.Parse("r.txt", []byte(strings.Join(append(config, "BenchmarkPi/n=1/impl=sequential 1 5 ns/op"), "\n")))
		require.NoError(t, err)
		d, err := report.NewDeck(report.Options{}, f)
		require.NoError(t, err)
		var got string
		for _, fact := range d.Machine {
			if fact.Name == "quota" {
				got = fact.Value
			}
		}
		assert.Equal(t, want, got)
	}
}
