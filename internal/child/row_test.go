package child_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/child"
)

// The last row told is read, and none that is half written.
func TestRow(t *testing.T) {
	file := filepath.Join(t.TempDir(), "row")
	t.Setenv(child.RowFile, file)
	_, ok := child.ReadRow(file)
	assert.False(t, ok, "nothing was told")
	for _, row := range []string{"Pi/n=1000000/impl=parallel-unrolled at GOMAXPROCS=2", "Pi/n=1/impl=simd", ""} {
		child.TellRow(row)
		got, ok := child.ReadRow(file)
		assert.True(t, ok)
		assert.Equal(t, row, got)
	}
	require.NoError(t, os.WriteFile(file, []byte("Pi/n=1"), 0o666))
	_, ok = child.ReadRow(file)
	assert.False(t, ok, "half written")
	t.Setenv(child.RowFile, "")
	child.TellRow("nobody watches")
}
