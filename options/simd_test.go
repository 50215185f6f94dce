package options_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
	"speedup.example/options"
)

// The rows of SIMD are not in the students' module, and nor is this file.
func init() { table.Kernels["SIMD"] = options.SIMD }

func TestSIMD(t *testing.T) {
	check.Widths(t, func(t *testing.T) { kernelTests(options.SIMD).Run(t) })
}

// emulated is SIMD without vector instructions.
func emulated(c options.Contract, paths int, s random.Stream) options.Price {
	defer vector.Set(vector.None)()
	return options.SIMD(c, paths, s)
}

// All vector instructions give the bits of the scalar code. The lengths are at the
// seams of the vectors (8), of the groups of normals (32) and of the batches (512).
func TestSIMDIsItsEmulation(t *testing.T) {
	check.Widths(t, func(t *testing.T) {
		for i, c := range both(options.Lecture()[3:5]) {
			for _, paths := range []int{1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 511, 512, 513, 1025, 5000} {
				s := random.Stream{Seed: uint64(paths), Piece: uint64(i)}
				assert.Equal(t, emulated(c, paths, s), options.SIMD(c, paths, s), "paths=%d", paths)
			}
		}
	})
}

func TestSIMDInParallel(t *testing.T) {
	check.Alone(t, "options.Parallel", func(t *testing.T) {
		check.Widths(t, func(t *testing.T) { agrees(t, options.Parallel, options.SIMD) })
	})
}

func TestQuantLibBySIMD(t *testing.T) {
	all := quotes(t)
	check.Widths(t, func(t *testing.T) { covers(t, all, options.SIMD) })
}
