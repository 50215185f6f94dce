package workers_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/workers"
)

// broken is an engine that fails, or gives the same answers whatever it is asked.
func broken(answers [][]byte) workers.Encoded {
	return func(context.Context, string, [][]byte) ([][]byte, error) {
		if answers == nil {
			return nil, errors.New("the network is down")
		}
		return answers, nil
	}
}

func TestEngine(t *testing.T) {
	got, err := workers.Map[int, int](t.Context(), check.Backwards{}, square, numbers(4))
	require.NoError(t, err)
	assert.Equal(t, []int{0, 1, 4, 9}, got)
	_, err = workers.Map[int, int](t.Context(), broken(nil), square, numbers(4))
	require.EqualError(t, err, "the network is down")
	for _, rubbish := range [][][]byte{{{}, {}, {}, {}}, {[]byte("rubbish")}} {
		_, err = workers.Map[int, int](t.Context(), broken(rubbish), square, numbers(4))
		require.ErrorContains(t, err, `workers: kernel "speedup.example/internal/workers_test.square": `)
	}
}

// An engine that loses an answer, or makes one up, is found out.
func TestNumberOfAnswers(t *testing.T) {
	one, err := workers.Answer("speedup.example/internal/workers_test.square", []byte{3, 4, 0, 2}) // gob: 1
	require.NoError(t, err)
	for _, answers := range [][][]byte{{one}, {one, one, one}} {
		_, err := workers.Map[int, int](t.Context(), broken(answers), square, numbers(2))
		require.ErrorContains(t, err, "answers to 2 pieces")
	}
}

func TestAnswer(t *testing.T) {
	_, err := workers.Answer("speedup.example/pi.Digits", nil)
	require.EqualError(t, err, `workers: kernel "speedup.example/pi.Digits" is not registered here`)
	_, err = workers.Answer("speedup.example/internal/workers_test.square", []byte("rubbish"))
	require.ErrorContains(t, err, `square": the piece: `)
	assert.Contains(t, workers.Kernels(), "speedup.example/internal/workers_test.square")
}

func TestContext(t *testing.T) {
	_, err := workers.FromContext(t.Context())
	require.EqualError(t, err, "workers: the context has no engine, want one from workers.NewContext")
	e, err := workers.FromContext(workers.NewContext(t.Context(), check.Backwards{}))
	require.NoError(t, err)
	assert.Equal(t, check.Backwards{}, e)
}

// Programs of one version give the same answers: the same bits.
func TestVersion(t *testing.T) {
	version := workers.VersionOf("pi.Scalar", 0.1)
	assert.Regexp(t, `^2-[0-9a-f]{12}$`, version)
	assert.Equal(t, version, workers.VersionOf("pi.Scalar", 0.1))
	assert.NotEqual(t, version, workers.VersionOf("pi.Scalar", math.Nextafter(0.1, 1)))
	assert.NotEqual(t, version, workers.VersionOf("pi.Unrolled", 0.1))
	assert.NotEqual(t, workers.VersionOf("pi.Scalar", 0.0), workers.VersionOf("pi.Scalar", math.Copysign(0, -1)))
	assert.Regexp(t, `^2-`, workers.Version())
}
