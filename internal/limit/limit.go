// Package limit does only what every implementation of a method has to do, as fast as
// this program can: the speed of light of an exercise, as a row of its table. It draws
// random numbers and adds products, and has no answers.
//
// With vector instructions it uses them. See package vector for how their code is
// organized.
package limit

import (
	"sync"

	"speedup.example/internal/random"
	"speedup.example/internal/vector"
)

// Words draws the random words of n points, and returns their exclusive or, for which
// the compiler can't leave them out. Scalar code needs a word for each point. Vector
// code needs half a word, and draws whole steps of [random.Vector].
func Words(n int, s random.Stream) (fold uint64) {
	if vector.Use() != vector.None {
		v := s.Vector()
		return v.Fold((n + 2*random.VectorLanes - 1) / (2 * random.VectorLanes))
	}
	lanes := s.Lanes()
	a, b, c, d := lanes[0], lanes[1], lanes[2], lanes[3]
	var u, v, w, x uint64
	for range (n + 3) / 4 {
		a, u = a.Next()
		b, v = b.Next()
		c, w = c.Next()
		d, x = d.Next()
		fold ^= u ^ v ^ w ^ x
	}
	return fold
}

// Normals draws n normals in batches, into memory that is used again.
func Normals(n int, s random.Stream) {
	work := workspaces.Get().(*workspace)
	defer workspaces.Put(work)
	work.draw(n, s)
}

// A workspace holds the memory of Normals until it returns.
type workspace struct {
	vectors random.VectorNormals
	batch   []float64 // stays in the first-level cache
}

var workspaces = sync.Pool{New: func() any { return &workspace{batch: vector.Buffer[float64](512)} }}

// draw leaves the last normals in the batch.
func (work *workspace) draw(n int, s random.Stream) {
	fill := s.Normals().Fill
	if vector.Use() != vector.None && n > 100 { // for fewer the start takes too long
		work.vectors.Restart(s)
		fill = work.vectors.Fill
	}
	for left := n; left > 0; left -= len(work.batch) {
		fill(work.batch[:min(left, len(work.batch))])
	}
}
