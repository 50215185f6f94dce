package check

import (
	"bytes"
	"context"
	"encoding/gob"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/workers"
)

// ClusterTests are the tests of a driver that lets an engine do the pieces. Drive and
// Sequential take the size of the work and a kernel.
type ClusterTests[Kernel, Result any] struct {
	Drive, Sequential func(ctx context.Context, n int, kernel Kernel) (Result, error)
	Sizes             []int          // the last is for more than one message
	Kernels           []Kernel       // registered ones
	Nameless          Kernel         // not registered
	Lies              map[string]any // error: the answer of a worker that lies
}

// Run runs the tests.
func (c ClusterTests[K, R]) Run(t *testing.T) {
	for name, test := range map[string]func(*testing.T){
		"agrees": c.agrees, "in processes": c.inProcesses, "engine": c.engine, "name": c.name, "lies": c.lies,
	} {
		t.Run(name, test)
	}
}

// agrees: the results are those of Sequential to the last bit, whichever piece is done first.
func (c ClusterTests[K, R]) agrees(t *testing.T) {
	for _, n := range c.Sizes {
		for _, kernel := range c.Kernels {
			want, err := c.Sequential(t.Context(), n, kernel)
			require.NoError(t, err)
			c.same(t, want, Backwards{}, n, kernel)
			c.same(t, want, Backwards{Crowd: 3}, n, kernel)
		}
	}
}

func (c ClusterTests[K, R]) inProcesses(t *testing.T) {
	n, kernel := slices.Max(c.Sizes), c.Kernels[0]
	want, err := c.Sequential(t.Context(), n, kernel)
	require.NoError(t, err)
	c.same(t, want, workers.Processes{}, n, kernel)
}

func (c ClusterTests[K, R]) same(t *testing.T, want R, e workers.Engine, n int, kernel K) {
	t.Helper()
	got, err := c.Drive(workers.NewContext(t.Context(), e), n, kernel)
	require.NoError(t, err)
	assert.Equal(t, want, got, "n=%d", n)
}

func (c ClusterTests[K, R]) engine(t *testing.T) {
	_, err := c.Drive(t.Context(), c.Sizes[0], c.Kernels[0])
	require.ErrorContains(t, err, "the context has no engine")
}

func (c ClusterTests[K, R]) name(t *testing.T) {
	_, err := c.Drive(workers.NewContext(t.Context(), Backwards{}), slices.Max(c.Sizes), c.Nameless)
	require.ErrorContains(t, err, "is not registered")
}

// lies: what can't be an answer is an error.
func (c ClusterTests[K, R]) lies(t *testing.T) {
	for want, lie := range c.Lies {
		_, err := c.Drive(workers.NewContext(t.Context(), liar(lie)), slices.Max(c.Sizes), c.Kernels[0])
		require.ErrorContains(t, err, want)
	}
}

// Backwards is an engine that answers in this process, the last piece first. It says that it
// has a crowd of workers; 0 is an unknown number.
type Backwards struct{ Crowd int }

// Map does what workers.Engine says.
func (b Backwards) Map(ctx context.Context, kernel string, pieces, answers []any) error {
	return workers.Encoded(b.answers).Map(ctx, kernel, pieces, answers)
}

// Workers returns the crowd.
func (b Backwards) Workers() int { return b.Crowd }

func (Backwards) answers(_ context.Context, kernel string, pieces [][]byte) (answers [][]byte, err error) {
	answers = make([][]byte, len(pieces))
	for i, piece := range slices.Backward(pieces) {
		if answers[i], err = workers.Answer(kernel, piece); err != nil {
			return nil, err
		}
	}
	return answers, nil
}

// liar is an engine that gives the same answer to all pieces.
func liar(answer any) workers.Encoded {
	return func(_ context.Context, _ string, pieces [][]byte) ([][]byte, error) {
		var b bytes.Buffer
		err := gob.NewEncoder(&b).Encode(answer)
		return slices.Repeat([][]byte{b.Bytes()}, len(pieces)), err
	}
}
