package check

import (
	"testing"

	"speedup.example/internal/vector"
)

// Widths runs a test with each kind of vector instructions that the processor
// has and the program was built for, and without any.
func Widths(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	widths(t, vector.None, test)
}

// Vectors runs a test as [Widths] does, but skips it without vector instructions.
// A kernel SIMD uses vectors as far as they go, and scalar code for the rest.
// Without vectors scalar code does everything, which takes too long at the
// largest sizes.
func Vectors(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	if vector.Best() == vector.None {
		t.Skip("the processor has none of the vector instructions that this program was built for")
	}
	widths(t, vector.None+1, test)
}

func widths(t *testing.T, least vector.Width, test func(t *testing.T)) {
	t.Helper()
	for w := least; w <= vector.Best(); w++ {
		t.Run(w.String(), func(t *testing.T) {
			t.Cleanup(vector.Set(w))
			guard(t, func() { test(t) })
		})
	}
}
