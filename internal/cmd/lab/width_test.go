package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Beside cores a pipe is as wide as the terminal. A file is not, and neither is a pipe
// elsewhere.
func TestPassedWidth(t *testing.T) {
	_, pipe, err := os.Pipe()
	require.NoError(t, err)
	defer pipe.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	require.NoError(t, err)
	defer file.Close()
	for value, want := range map[string]int{"": 0, "72": 72, "-1": 0, "wide": 0} {
		t.Setenv(widthVariable, value)
		assert.Equal(t, want, width(pipe), value)
		assert.Zero(t, terminalWidth(pipe), value)
		assert.Zero(t, width(file), value)
	}
}
