package cluster

import (
	"bytes"
	"encoding/gob"
	"testing"

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
