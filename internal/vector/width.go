// Package vector computes with vector instructions: the processor's registers
// of several numbers, on which one instruction works at once.
//
// Go reaches them through simd/archsimd, an experiment: a program has them when
// it is built with GOEXPERIMENT=simd, for amd64. At run time [Use] says which
// ones the processor has. The code is written in the names of Go 1.27; the folder
// go126 makes a copy of it in those of Go 1.26.
//
// Every function has a scalar version, which is compiled
// everywhere, is the specification of the others, and gives the same results to
// the last bit: the same operations in the same order, each rounded once, and
// [math.FMA] where the vectors have a fused multiply-add.
package vector

// A Width says which vector instructions the process uses.
type Width int

// The widths. All give the same results, to the last bit.
const (
	None   Width = iota // no vector instructions: scalar code that does the same
	AVX2                // registers of 256 bits, with fused multiply-add
	AVX512              // registers of 512 bits
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

// Buffer returns n zeros for the functions of this package to work on. A multiple
// of eight is aligned to cache lines: the allocator aligns sizes of many such lines,
// while a local variable begins anywhere, and a register that is loaded from two
// lines takes twice as long.
//
//go:noinline
func Buffer[T float64 | uint64](n int) []T { return make([]T, n) }

// Set makes w the instructions to use, from [None] to [Best], until restore is
// called. It is for tests, while nothing else computes.
func Set(w Width) (restore func()) {
	previous := use
	use = min(w, best)
	return func() { use = previous }
}
