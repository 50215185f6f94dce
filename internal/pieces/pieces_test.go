package pieces_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/pieces"
)

func TestSplit(t *testing.T) {
	assert.Equal(t, []int{1}, pieces.Split(1, 10))
	assert.Equal(t, []int{9}, pieces.Split(9, 10))
	assert.Equal(t, []int{10}, pieces.Split(10, 10))
	assert.Equal(t, []int{10, 1}, pieces.Split(11, 10))
	assert.Equal(t, []int{10, 10, 5}, pieces.Split(25, 10))
	assert.Equal(t, []int{1, 1, 1}, pieces.Split(3, 1))
}
