package pi

import (
	"math/bits"

	"speedup.example/internal/random"
)

// Unrolled counts as [Scalar] does, with four independent generators. Scalar
// spends its time waiting. Each random number needs the one before, and a call
// through an interface. Lanes that need nothing from one another keep the core's
// execution ports busy meanwhile.
//
//lab:stub Count with the four lanes of s.Lanes, so that no random number waits for another.
//lab:hint A lane is a value: a, u = a.Next() gives its next state and 64 random bits. Advance all four in one turn of the loop, each into variables of its own.
//lab:hint One word holds two coordinates, its upper and its lower 32 bits, in units of 2⁻³². Then x² + y² ≥ 1 means that the sum of the integer squares is 2⁶⁴ or more: bits.Add64 returns that as the carry.
//lab:hint Count what is outside by adding the carries, and return n minus that. n need not be a multiple of four: the last n%4 samples come from one lane.
func Unrolled(n int, s random.Stream) (inside int) {
	lanes := s.Lanes()
	a, b, c, d := lanes[0], lanes[1], lanes[2], lanes[3]
	var u, v, w, x, outside uint64 // each word is a point
	for range n / 4 {
		a, u = a.Next()
		b, v = b.Next()
		c, w = c.Next()
		d, x = d.Next()
		outside += outsideCircle(u) + outsideCircle(v) + outsideCircle(w) + outsideCircle(x)
	}
	for range n % 4 {
		a, u = a.Next()
		outside += outsideCircle(u)
	}
	return n - int(outside)
}

// outsideCircle returns 1 if a point lies outside the quarter circle, else 0.
// Its coordinates are the two halves of the word, in units of 2⁻³². So x² + y²
// ≥ 1 means x² + y² ≥ 2⁶⁴ in integers, which is the carry of the sum. There is
// no branch to predict. The grid costs a relative error of 2⁻³², far below the
// standard error of any affordable n.
//
//lab:drop
func outsideCircle(word uint64) uint64 {
	x, y := word>>32, word&(1<<32-1)
	_, carry := bits.Add64(x*x, y*y, 0)
	return carry
}
