// Package vector computes with vector instructions: one instruction works on a
// register of several numbers at once.
//
// Go reaches them through simd/archsimd, an experiment: a program has them when
// it is built with GOEXPERIMENT=simd, for amd64. At run time [Use] says which
// ones the processor has.
//
// Each function is scalar code, compiled everywhere, with one seam: a function that uses
// vector instructions as far as they go, and returns how far that is. The scalar code
// does the rest. It specifies the vector code, and gives the same results to the last
// bit. It has the same operations in the same order, each rounded once, and [math.FMA]
// where the vectors have a fused multiply-add.
//
// The vector code is written once, for AVX-512, in the names of Go 1.27. The program in
// the folder generate makes the code for AVX2 from it, and copies of both in the names
// of Go 1.26.
package vector

// A Width says which vector instructions the process uses.
type Width int

// The widths. All give the same results, to the last bit.
const (
	None   Width = iota // no vector instructions: scalar code that does the same
	AVX2                // registers of 256 bits, with fused multiply-add
	AVX512              // registers of 512 bits
)

// The lanes of a register: how many numbers of 64 bits it holds.
const (
	LanesAVX2   = 4
	LanesAVX512 = 8
)

// String returns the name of the instructions.
func (w Width) String() string {
	return [...]string{"none", "AVX2", "AVX-512"}[w]
}

// The width in use, found once, when the program starts.
var (
	best = detect()
	use  = best
)

// Best returns the widest instructions that this processor has and this program
// was built for.
func Best() Width { return best }

// Use returns the instructions to use: the best, unless a test wants others.
func Use() Width { return use }

// Buffer returns n zeros for the functions of this package, or a few more, to fill two
// registers. So they need no scalar code at the end. The buffer begins with a cache line,
// because the allocator aligns sizes of many lines. A local variable begins anywhere, and
// to load a register from two lines takes twice as long.
//
//go:noinline
func Buffer[T float64 | uint64](n int) []T {
	const both = 2 * LanesAVX512
	return make([]T, (n+both-1)/both*both)
}

// Set makes w the instructions to use, from [None] to [Best], until restore is
// called. It is for tests, while nothing else computes.
func Set(w Width) (restore func()) {
	previous := use
	use = min(w, best)
	return func() { use = previous }
}
