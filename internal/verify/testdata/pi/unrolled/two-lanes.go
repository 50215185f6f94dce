// Two lanes, one for each coordinate, in floating point.
//
//verify:passes
package pi

import "speedup.example/internal/random"

func Unrolled(n int, s random.Stream) (inside int) {
	const unit = 1. / (1 << 53)
	lanes := s.Lanes()
	a, b := lanes[0], lanes[1]
	var u, v uint64
	for range n {
		a, u = a.Next()
		b, v = b.Next()
		x, y := float64(u>>11)*unit, float64(v>>11)*unit
		if x*x+y*y < 1 {
			inside++
		}
	}
	return inside
}
