package pi

import (
	"math/bits"

	"speedup.example/internal/random"
)

// SIMD counts as [Scalar] does, with vector instructions: sixteen lanes draw sixteen
// words at once, which are 32 points. Scalar code does the rest. On a machine without
// vector instructions it does everything, slowly, and counts the same points.
//
// Each half of a word is a point, and its two halves, as signed integers x and y of 16
// bits, name a cell of a grid. The middle of the cell is (x+½, y+½), and the circle of
// radius 2¹⁵ fills π/4 of the grid. A point is inside if, in integers,
//
//	(x+½)² + (y+½)² < 2³⁰, which means x·(x+1) + y·(y+1) < 2³⁰.
//
// The fraction of the cells inside is less than that of the area by 5.3·10⁻⁸
// (relatively, 2⁻²⁴). That is a tenth of the standard error at [MaxSamples].
func SIMD(n int, s random.Stream) (inside int) {
	v := s.Vector()
	inside = countSteps(n/pointsPerStep, &v)
	return inside + countPoints(n%pointsPerStep, v.Next())
}

// pointsPerStep is the number of points in the words of one step.
const pointsPerStep = 2 * random.VectorLanes

// countSteps counts the points of the next steps that are inside. Its loop
// specifies countVector, and does the steps that countVector has left.
func countSteps(steps int, v *random.Vector) (inside int) {
	done, inside := countVector(steps, v)
	for range steps - done {
		inside += countPoints(pointsPerStep, v.Next())
	}
	return inside
}

// countPoints counts those of the first n points that are inside.
func countPoints(n int, words [random.VectorLanes]uint64) (inside int) {
	for i := range n {
		inside += insideCircle(uint32(words[i/2] >> (i % 2 * 32)))
	}
	return inside
}

// insideCircle returns 1 if the point is inside, else 0.
func insideCircle(point uint32) int {
	x, y := int32(int16(point)), int32(int16(point>>16))
	return 1 - bits.Len32(uint32(x*(x+1)+y*(y+1))>>30)
}
