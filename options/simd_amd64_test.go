//go:build goexperiment.simd && amd64

package options_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
	"speedup.example/options"
)

func TestSIMD(t *testing.T) {
	check.Vectors(t, func(t *testing.T) { kernelTests(options.SIMD).Run(t) })
}

// All vector instructions give the bits of the scalar code. The lengths are at the
// seams of the vectors (8), of the groups of normals (16) and of the batches (512).
func TestSIMDIsItsEmulation(t *testing.T) {
	for i, c := range both(options.Lecture()[3:5]) {
		for _, paths := range []int{1, 2, 3, 7, 8, 9, 15, 16, 17, 511, 512, 513, 1025, 5000} {
			s := random.Stream{Seed: uint64(paths), Piece: uint64(i)}
			restore := vector.Set(vector.None)
			want := options.Emulated(c, paths, s)
			restore()
			check.Vectors(t, func(t *testing.T) {
				assert.Equal(t, want, options.SIMD(c, paths, s), "paths=%d", paths)
			})
		}
	}
}

func TestSIMDInParallel(t *testing.T) {
	check.Alone(t, "options.Parallel", func(t *testing.T) {
		check.Vectors(t, func(t *testing.T) { agrees(t, options.Parallel, options.SIMD) })
	})
}

func TestSIMDWithoutVectors(t *testing.T) {
	check.Alone(t, "options.Unrolled", func(t *testing.T) {
		defer vector.Set(vector.None)()
		c, s := options.Lecture()[3], random.Stream{Seed: 1}
		assert.Equal(t, options.Unrolled(c, 1000, s), options.SIMD(c, 1000, s))
	})
}
