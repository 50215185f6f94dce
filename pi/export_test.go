package pi

import "speedup.example/internal/random"

// Emulated is SIMD by scalar code, in the same lanes.
func Emulated(n int, s random.Stream) (inside int) {
	v := s.Vector()
	return countSteps(n/pointsPerStep, &v) + countPoints(n%pointsPerStep, v.Next())
}

// InsideCircle is insideCircle, for its test.
var InsideCircle = insideCircle
