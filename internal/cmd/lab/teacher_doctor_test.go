package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/child"
	"speedup.example/internal/doctor"
)

// What to type about Python and C stands where all other lines have it.
func TestDoctorOnPeers(t *testing.T) {
	nowhere := filepath.Join(t.TempDir(), "program")
	t.Setenv("PYTHON", nowhere)
	t.Setenv("CC", nowhere)
	env, err := child.NewEnv(t.Context(), ".")
	require.NoError(t, err)
	root, err := env.Root()
	require.NoError(t, err)
	findings := tryPeers(t.Context(), &doctor.Machine{Env: env, Root: root})
	require.Len(t, findings, 2)
	for i, want := range [][]doctor.Advice{
		{{Command: "unset PYTHON"}, {Words: "or let it name another"}},
		{{Words: "on Debian", Command: "sudo apt-get install gcc libc6-dev"}, {Words: "elsewhere, let CC name a compiler with OpenMP"}},
	} {
		f := findings[i]
		assert.Equal(t, doctor.Odd, f.State)
		assert.Equal(t, want, f.Try)
		assert.Regexp(t, `^left out: .*: there is no program `, f.Found)
		assert.NotContains(t, f.Found, want[0].Command)
	}
}
