package cluster

import (
	"bytes"
	"encoding/gob"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/workers"
)

// Two answers, as programs encode them that have met other types before.
type (
	answerHere  struct{ Below, Above float64 }
	answerThere struct{ Below, Above float64 }
)

func half(n int) answerHere { return answerHere{Below: float64(n) / 2} }

func init() { workers.Register(half, half) }

func encoded(t *testing.T, value any) []byte {
	var b bytes.Buffer
	require.NoError(t, gob.NewEncoder(&b).Encode(value))
	return b.Bytes()
}

// Equal answers are the same, though their encodings differ.
func TestSame(t *testing.T) {
	const kernel = "speedup.example/internal/cluster.half"
	here, there := encoded(t, answerHere{1, 2}), encoded(t, answerThere{1, 2})
	require.NotEqual(t, here, there)
	assert.True(t, same(kernel, here, here))
	assert.True(t, same(kernel, here, there))
	assert.False(t, same(kernel, here, encoded(t, answerThere{1, 3})))
	assert.False(t, same(kernel, here, []byte("rubbish")))
	assert.False(t, same("unknown", here, there))
}

// A span of thrice the work takes thrice the time.
func TestLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &run{sizes: []int{3, 1, 2}, answers: make([][]byte, 3), began: time.Now()}
		time.Sleep(6 * time.Second)
		require.Zero(t, r.left())
		r.answers[0] = []byte("answer")
		require.Equal(t, 6*time.Second, r.left())
		r.answers[2] = []byte("answer")
		require.Equal(t, 1200*time.Millisecond, r.left())
	})
}

type sized int

func (s sized) Size() int { return int(s) }

func TestSizes(t *testing.T) {
	require.Equal(t, []int{7, 1, 2}, sizes([]any{sized(7), "a piece", sized(2)}))
}
