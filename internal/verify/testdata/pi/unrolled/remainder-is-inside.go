// What is outside is counted four at a time, so the last n%4 samples are all inside.
//
//verify:fails every-sample
//verify:says n need not be a multiple of what a turn of the loop takes: the last samples count, too
package pi

import (
	"math/bits"

	"speedup.example/internal/random"
)

func outside(word uint64) uint64 {
	x, y := word>>32, word&(1<<32-1)
	_, carry := bits.Add64(x*x, y*y, 0)
	return carry
}

func Unrolled(n int, s random.Stream) (inside int) {
	lanes := s.Lanes()
	a, b, c, d := lanes[0], lanes[1], lanes[2], lanes[3]
	var u, v, w, x, out uint64
	for range n / 4 {
		a, u = a.Next()
		b, v = b.Next()
		c, w = c.Next()
		d, x = d.Next()
		out += outside(u) + outside(v) + outside(w) + outside(x)
	}
	return n - int(out)
}
