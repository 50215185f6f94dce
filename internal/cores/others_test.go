package cores_test

import (
	"context"
	"os"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/cores"
)

type programs = map[int32]cores.Usage

// Compare names a program with more than half of the load. A program that was not in
// the first sample doesn't count.
func TestCompare(t *testing.T) {
	before := cores.Sample{Total: 1000, Programs: programs{1: {Name: "init", Seconds: 5}, 2: {Name: "chrome", Seconds: 100}, 3: {Name: "go", Seconds: 7}}}
	for name, test := range map[string]struct {
		after cores.Sample
		want  cores.Load
	}{
		"quiet":     {cores.Sample{Total: 1000, Programs: before.Programs}, cores.Load{}},
		"one":       {cores.Sample{Total: 1003, Programs: programs{1: {"init", 5}, 2: {"chrome", 102.8}, 3: {"go", 7}}}, cores.Load{Cores: 1.5, Name: "chrome"}},
		"two alike": {cores.Sample{Total: 1003, Programs: programs{2: {"chrome", 101.5}, 3: {"go", 8.5}}}, cores.Load{Cores: 1.5}},
		"nobody's":  {cores.Sample{Total: 1002, Programs: programs{2: {"chrome", 100.5}}}, cores.Load{Cores: 1}},
		"new":       {cores.Sample{Total: 1000, Programs: programs{4: {"old", 3600}}}, cores.Load{}},
	} {
		got := cores.Compare(before, test.after, 2*time.Second)
		assert.InDelta(t, test.want.Cores, got.Cores, 1e-9, name)
		assert.Equal(t, test.want.Name, got.Name, name)
	}
	before.Total = 0
	unknown := cores.Compare(before, cores.Sample{Programs: programs{2: {"chrome", 102}}}, 2*time.Second)
	assert.Equal(t, cores.Load{Cores: 1, Name: "chrome"}, unknown, "a system that tells no total")
}

func TestWarning(t *testing.T) {
	assert.Empty(t, cores.Load{Cores: 0.4, Name: "chrome"}.Warning(2))
	assert.Equal(t, "warning: another program (chrome) uses 1.4 of 2 cores: the times will be too long", cores.Load{Cores: 1.42, Name: "chrome"}.Warning(2))
	assert.Equal(t, "warning: other programs use 2.0 of 2 cores: the times will be too long", cores.Load{Cores: 2.1}.Warning(2))
	long := cores.Load{Cores: 100, Name: "a-program-with-a-name-that-has-no-end"}.Warning(128)
	assert.LessOrEqual(t, utf8.RuneCountInString(long), 100)
}

// The real system lists its programs, and this one is not among the others.
func TestSample(t *testing.T) {
	s, err := cores.Take(t.Context())
	require.NoError(t, err)
	assert.NotContains(t, s.Programs, int32(os.Getpid()))
	parent, ok := s.Programs[int32(os.Getppid())]
	require.True(t, ok, "the parent of this test")
	assert.NotEmpty(t, parent.Name)
}

// After Ctrl-C Others returns at once.
func TestOthersEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.Empty(t, cores.Others(ctx, 2))
}
