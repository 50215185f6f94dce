package random

import "math/bits"

// A Lane is the state of one xoroshiro128++ generator, with a period of
// 2¹²⁸ − 1. It is a value of two words, so a loop that advances several lanes
// can keep them all in registers:
//
//	a, u = a.Next()
//	b, v = b.Next() // needs nothing from the line above: both run at once
//
// That is why Next returns the new state instead of changing it behind a
// pointer, as [rand.Rand] does behind an interface.
type Lane struct {
	s0, s1 uint64
}

// Next returns the lane's next state and 64 random bits.
func (l Lane) Next() (next Lane, word uint64) {
	word = bits.RotateLeft64(l.s0+l.s1, 17) + l.s0
	l.s1 ^= l.s0
	next.s0 = bits.RotateLeft64(l.s0, 49) ^ l.s1 ^ l.s1<<21
	next.s1 = bits.RotateLeft64(l.s1, 28)
	return next, word
}

// unit maps 64 random bits to the middle of one of 2⁵³ equal cells of (0, 1):
// never 0, so its logarithm is finite.
func unit(word uint64) float64 {
	return (float64(word>>11) + 0.5) / (1 << 53)
}
