package report

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// By hand: the smallest of four is multiplied by four, the next by three, and none gets
// below the one before.
func TestHolm(t *testing.T) {
	assert.InDeltaSlice(t, []float64{0.06, 0.03, 0.06, 0.02}, holm([]float64{0.04, 0.01, 0.03, 0.005}), 1e-12)
	assert.Equal(t, []float64{1, 1}, holm([]float64{0.9, 0.6}))
	assert.Empty(t, holm(nil))
}

// In 2 of 32 cases all of five coins fall on the same side.
func TestSignTest(t *testing.T) {
	assert.InDelta(t, 2.0/32, signTest([]float64{1.1, 1.2, 1.1, 1.3, 9}), 1e-12)
	assert.InDelta(t, 2.0/32, signTest([]float64{0.1, 0.2, 0.1, 0.3, 0.9}), 1e-12)
	assert.InDelta(t, 12.0/32, signTest([]float64{0.1, 0.2, 0.1, 0.3, 1.9}), 1e-12)
	assert.InDelta(t, 2.0/32, signTest([]float64{1.1, 1.2, 1.1, 1.3, 9, 1, 1}), 1e-12, "equal times tell nothing")
	assert.Equal(t, 1.0, signTest([]float64{0.5, 2}))
	assert.Equal(t, 1.0, signTest(nil))
}
