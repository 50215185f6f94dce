package peers

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/testall"
)

// hide makes Python find a library that it can't import.
func hide(t *testing.T, library course.Need) {
	t.Helper()
	dir := t.TempDir()
	text := "raise ImportError('hidden,\\nas a test wants it')\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, module(library)+".py"), []byte(text), 0o666))
	t.Setenv("PYTHONPATH", dir)
}

// An installed but broken library counts as missing.
func TestBrokenLibrary(t *testing.T) {
	testall.Only(t)
	p := here(t)
	if p.noPython != nil {
		t.Skip(p.noPython)
	}
	hide(t, course.NumPy)
	found, err := testHost().ask(t.Context(), p.python.path)
	require.NoError(t, err)
	assert.Equal(t, p.python.version, found.version)
	assert.False(t, found.has(course.NumPy))
	assert.Equal(t, "ImportError: as a test wants it", found.broken[course.NumPy])
}

// If a library is missing, the rows that need it, by course's table, say so. The others
// measure.
func TestNeedsAreTrue(t *testing.T) {
	testall.Only(t)
	p := here(t)
	for _, hidden := range ladder[1:] {
		t.Run(string(hidden), func(t *testing.T) {
			hide(t, hidden)
			for _, e := range course.Exercises {
				for _, row := range p.Rows(e.Name) {
					if row.Needs != course.C {
						t.Run(e.Name+"/"+row.Name, func(t *testing.T) { testNeed(t, p, hidden, e, row) })
					}
				}
			}
		})
	}
}

func testNeed(t *testing.T, p *Peers, hidden course.Need, e course.Exercise, row course.Row) {
	args, _, err := p.Command(e.Name, row, small(e), 2, "1x")
	require.NoError(t, err)
	printed, status := output(t, args...)
	if !slices.Contains(chain(row.Needs), hidden) {
		assert.Equal(t, good, status, printed)
		return
	}
	assert.Equal(t, lacking, status)
	assert.Regexp(t, "^missing: ", printed)
}
