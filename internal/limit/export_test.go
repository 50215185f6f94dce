package limit

import "speedup.example/internal/random"

var work = workspaces.Get().(*workspace)

// LastBatch draws as Normals does, and returns the memory of its last batch.
func LastBatch(n int, s random.Stream) []float64 {
	work.draw(n, s)
	return work.batch
}
