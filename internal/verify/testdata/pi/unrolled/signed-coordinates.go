// Signed coordinates, in the square from −1 to 1: the whole circle, in four counters.
//
//verify:passes
package pi

import "speedup.example/internal/random"

func Unrolled(n int, s random.Stream) int {
	lanes := s.Lanes()
	var counts [4]int
	for i := 0; i < n; i++ {
		k := i % 4
		next, word := lanes[k].Next()
		lanes[k] = next
		x, y := int64(int32(word>>32)), int64(int32(word))
		counts[k] += 1 - int(uint64(x*x+y*y)>>62|uint64(x*x+y*y)>>63)&1
	}
	return counts[0] + counts[1] + counts[2] + counts[3]
}
