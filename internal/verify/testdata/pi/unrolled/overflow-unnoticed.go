// The upper bit of the sum is looked at instead of its carry: points beyond the corner wrap around and seem to be inside.
//
//verify:fails truth
//verify:says the estimate is biased
package pi

import "speedup.example/internal/random"

func Unrolled(n int, s random.Stream) (inside int) {
	lanes := s.Lanes()
	for i := range n {
		var word uint64
		lanes[i%4], word = lanes[i%4].Next()
		x, y := word>>32, word&(1<<32-1)
		if (x*x+y*y)>>63 == 0 {
			inside++
		}
	}
	return inside
}
