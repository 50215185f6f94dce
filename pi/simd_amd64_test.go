//go:build goexperiment.simd && amd64

package pi_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
	"speedup.example/pi"
)

func TestSIMD(t *testing.T) {
	check.Vectors(t, func(t *testing.T) { kernelTests(pi.SIMD).Run(t) })
}

// All vector instructions count the same points as the scalar code.
func TestSIMDIsItsEmulation(t *testing.T) {
	check.Vectors(t, func(t *testing.T) {
		for _, n := range []int{1, 2, 15, 16, 17, 31, 32, 33, 1000, pi.Chunk - 1, pi.Chunk, pi.Chunk + 1} {
			for seed := range uint64(20) {
				s := random.Stream{Seed: seed, Piece: 5}
				assert.Equal(t, pi.Emulated(n, s), pi.SIMD(n, s), "n=%d", n)
			}
		}
	})
}

func TestSIMDInParallel(t *testing.T) {
	check.Alone(t, "pi.Parallel", func(t *testing.T) {
		check.Vectors(t, func(t *testing.T) { agrees(t, pi.Parallel, pi.SIMD) })
	})
}

func TestSIMDWithoutVectors(t *testing.T) {
	check.Alone(t, "pi.Unrolled", func(t *testing.T) {
		defer vector.Set(vector.None)()
		for seed := range uint64(20) {
			s := random.Stream{Seed: seed}
			assert.Equal(t, pi.Unrolled(1000, s), pi.SIMD(1000, s))
		}
	})
}
