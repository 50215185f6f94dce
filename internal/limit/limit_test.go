package limit_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/check"
	"speedup.example/internal/limit"
	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// The lengths are at the seams of a turn of scalar code (4) and of the vectors (64). At the
// largest the sum wraps.
func TestProducts(t *testing.T) {
	check.Widths(t, func(t *testing.T) {
		turn := int64(4)
		if vector.Use() != vector.None {
			turn = limit.VectorTerms
		}
		for _, n := range []int64{0, 1, 3, 4, 5, 63, 64, 65, 100, 127, 128, 131, 5_000_003} {
			want := uint64(0)
			for i := uint64(0); i < uint64(n/turn*turn); i += 2 {
				want += i * (i + 1)
			}
			assert.Equal(t, want, limit.Products(n), "n=%d", n)
		}
	})
}

// At whole turns of both, scalar code and all vector instructions agree.
func TestProductsAgree(t *testing.T) {
	const n = 1000 * limit.VectorTerms
	want := scalarProducts(n)
	check.Widths(t, func(t *testing.T) { assert.Equal(t, want, limit.Products(n)) })
}

func scalarProducts(n int64) uint64 {
	defer vector.Set(vector.None)()
	return limit.Products(n)
}

// The lengths are at the seams of a turn of scalar code (4) and of a step of vectors (32).
func TestWords(t *testing.T) {
	check.Widths(t, func(t *testing.T) {
		for _, n := range []int{1, 3, 4, 5, 31, 32, 33, 64, 65, 1000} {
			s := random.Stream{Seed: uint64(n), Piece: 3}
			want := folded((n+3)/4, s)
			if vector.Use() != vector.None {
				want = foldedSteps((n+31)/32, s)
			}
			assert.Equal(t, want, limit.Words(n, s), "n=%d", n)
		}
	})
}

// folded draws from each of the four lanes, one lane after the other.
func folded(turns int, s random.Stream) (fold uint64) {
	for _, lane := range s.Lanes() {
		for range turns {
			var word uint64
			lane, word = lane.Next()
			fold ^= word
		}
	}
	return fold
}

// foldedSteps draws whole steps.
func foldedSteps(steps int, s random.Stream) (fold uint64) {
	v := s.Vector()
	for range steps {
		for _, word := range v.Next() {
			fold ^= word
		}
	}
	return fold
}

// The last batch ends with the stream's n-th normal. The lengths are at the seams of a
// batch (512), and where vectors begin to pay.
func TestNormals(t *testing.T) {
	check.Widths(t, func(t *testing.T) {
		for _, n := range []int{1, 10, 100, 101, 511, 512, 513, 1030} {
			s := random.Stream{Seed: uint64(n)}
			want := make([]float64, n)
			if vector.Use() != vector.None && n > 100 {
				s.VectorNormals().Fill(want)
			} else {
				s.Normals().Fill(want)
			}
			last := want[(n-1)/512*512:]
			for range 2 { // the second time in the same memory
				assert.Equal(t, last, limit.LastBatch(n, s)[:len(last)], "n=%d", n)
			}
		}
	})
}
