package grade_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade"
)

// The version depends on all that gives points, and on nothing else: not on the tests of that,
// not on where the course is.
func TestVersion(t *testing.T) {
	root := filepath.Join("..", "..")
	files, err := grade.SourcesOf(t.Context(), root)
	require.NoError(t, err)
	for _, file := range []string{
		"internal/grade/exercise.go", "internal/grade/remote/worker.go", "internal/grade/sandbox/shim/main.go",
		"internal/grade/filter/filter.go", "internal/grade/lock_unix.go", "internal/course/course.go",
	} {
		assert.Contains(t, files, filepath.FromSlash(file))
	}
	for _, file := range files {
		assert.NotContains(t, file, "_test.go")
		assert.NotContains(t, file, "cmd")
		assert.False(t, filepath.IsAbs(file), file)
	}
	here, err := grade.Version(t.Context(), root)
	require.NoError(t, err)
	absolute, err := filepath.Abs(root)
	require.NoError(t, err)
	there, err := grade.Version(t.Context(), absolute)
	require.NoError(t, err)
	assert.Equal(t, here, there)
	_, err = grade.Version(t.Context(), t.TempDir())
	require.Error(t, err)
}
