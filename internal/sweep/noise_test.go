package sweep_test

import (
	"bytes"
	"context"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/sweep"
)

const tiny = `package tiny

import "testing"

var sink int

func BenchmarkTiny(b *testing.B) {
	b.Run("n=5/impl=sequential", func(b *testing.B) {
		for b.Loop() {
			for i := range 1000 {
				sink += i
			}
		}
	})
}
`

// noise measures the noise of an exercise, with as few rounds as there are.
func noise(t *testing.T, ctx context.Context, source string) (b *sweep.Bench, changes []string, err error) {
	t.Helper()
	root := module(t, map[string]string{"tiny": source})
	env, err := child.NewEnv(t.Context(), root)
	require.NoError(t, err)
	e := course.Exercise{Name: "tiny", Benchmark: "Tiny", Rows: []course.Row{{Name: "sequential"}}}
	b = &sweep.Bench{Env: env, Root: root, Cores: 1}
	pair, err := b.Noise(ctx, e, course.Size{N: 5}, time.Nanosecond, &sweep.Progress{W: new(bytes.Buffer)})
	if err != nil {
		return b, nil, err
	}
	assert.Equal(t, pair.Before, pair.After)
	for _, c := range pair.Changes {
		assert.GreaterOrEqual(t, c.Rounds(), 12, "even if there is no time")
		_, ok := c.Smallest()
		assert.True(t, ok)
		changes = append(changes, c.Exercise+" "+c.Size+" "+c.Impl)
	}
	return b, changes, nil
}

// A version is measured against itself, in enough rounds to tell what can be seen. Nothing
// is left in the module, nor in the folder of temporary files.
func TestNoise(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("GOTMPDIR", temp)
	b, changes, err := noise(t, t.Context(), tiny)
	require.NoError(t, err)
	assert.Equal(t, []string{"Tiny n=5 sequential"}, changes)
	for folder, want := range map[string]int{temp: 0, b.Root: 2} { // go.mod, and tiny
		left, err := os.ReadDir(folder)
		require.NoError(t, err)
		assert.Len(t, left, want, folder)
	}
}

// What can't be measured is an error that says why.
func TestNoiseOfWhatIsBroken(t *testing.T) {
	_, _, err := noise(t, t.Context(), "package tiny\n\nvar x int = nonsense\n")
	require.ErrorContains(t, err, "undefined: nonsense")
	_, _, err = noise(t, t.Context(), "package tiny\n")
	require.EqualError(t, err, "failed: tiny")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err = noise(t, ended, tiny)
	require.ErrorIs(t, err, context.Canceled)
}
