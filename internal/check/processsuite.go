package check

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ProcessTests has the tests of a driver that does its pieces in other processes, with
// kernels of type K and results of type R. The kernels are declared and registered,
// because a closure can't go to a process.
type ProcessTests[K, R any] struct {
	// Drive does at least 8 pieces of a size, and Sequential does them in this process.
	Drive, Sequential func(ctx context.Context, size int, kernel K) ([]R, error)

	Sizes    []int  // the smallest first
	Kernels  []K    // the results of each are those of Sequential; the first is given
	Function string // the student's among Kernels, as in [Alone]

	PID      K           // its result tells the process that it is in
	Process  func(R) int // reads that off the result
	Hang     K           // calls [Hang]
	Exit     K           // is named exit, and ends its process with status 5 at piece Crash
	Crash    int
	Nameless K // is not registered
}

// Tests returns the tests. Those of an exercise's own come beside them.
func (p ProcessTests[K, R]) Tests() Tests {
	return Tests{
		"kernels": func(t *testing.T) { Alone(t, p.Function, p.kernels) },
		"window":  p.window,
		"crash":   p.crash,
		"name":    p.name,
		"cancels": p.cancels,
	}
}

// kernels checks that arguments and results arrive whole. In a student's module an
// unwritten kernel panics, which only ends its process.
func (p ProcessTests[K, R]) kernels(t *testing.T) {
	for i, kernel := range p.Kernels {
		for _, size := range p.Sizes {
			got, err := p.Drive(t.Context(), size, kernel)
			if err != nil && i > 0 {
				require.ErrorContains(t, err, "exit status 2")
				continue
			}
			require.NoError(t, err)
			want, err := p.Sequential(t.Context(), size, kernel)
			require.NoError(t, err)
			assert.Equal(t, want, got, "pieces of size %d", size)
		}
	}
}

func (p ProcessTests[K, R]) window(t *testing.T) {
	Elsewhere(t, func(ctx context.Context) (pids []int, err error) {
		results, err := p.Drive(ctx, p.Sizes[0], p.PID)
		for _, result := range results {
			pids = append(pids, p.Process(result))
		}
		return pids, err
	})
}

// crash checks that a kernel that ends its process gives an error, which names the
// kernel, the piece and the exit status.
func (p ProcessTests[K, R]) crash(t *testing.T) {
	results, err := p.Drive(t.Context(), p.Sizes[0], p.Exit)
	require.ErrorContains(t, err, fmt.Sprintf(`_test.exit": no answer to piece %d: EOF; its worker process ended with exit status 5`, p.Crash))
	assert.Nil(t, results)
}

func (p ProcessTests[K, R]) name(t *testing.T) {
	results, err := p.Drive(t.Context(), p.Sizes[0], p.Nameless)
	require.ErrorContains(t, err, "is not registered, and a worker finds a kernel by its name only")
	assert.Nil(t, results)
}

func (p ProcessTests[K, R]) cancels(t *testing.T) {
	Processes(t, func(ctx context.Context) error {
		_, err := p.Drive(ctx, p.Sizes[0], p.Hang)
		return err
	})
	NoAnswer(t, func(ctx context.Context) ([]R, error) { return p.Drive(ctx, p.Sizes[0], p.Kernels[0]) })
}
