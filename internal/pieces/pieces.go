// Package pieces cuts work into pieces of a fixed size, and pieces into spans.
//
// The size does not depend on the number of cores. Each piece has its own
// random stream, so the answer depends on the cuts. A program that cuts by the
// number of cores answers differently on every machine.
package pieces

// Split returns the sizes of the pieces of n units of work. All are size,
// except for a last one that has the rest. n is at least 1, and so is size.
func Split(n, size int) []int {
	sizes := make([]int, Count(n, size))
	for i := range sizes {
		sizes[i] = Size(n, size, i)
	}
	return sizes
}

// Count returns the number of pieces of n units of work.
func Count(n, size int) int { return (n-1)/size + 1 }

// Size returns the size of piece i of n units of work.
func Size(n, size, i int) int { return min(size, n-i*size) }
