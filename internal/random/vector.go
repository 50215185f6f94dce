package random

import "math/bits"

// VectorLanes is the number of lanes of a [Vector].
const VectorLanes = 16

// A Vector is the state of sixteen generators side by side: two vector registers of 512
// bits, or four of 256. The words of a step need nothing from one another, so the
// registers don't wait for one another.
//
// Each generator is an xoshiro256+, with a period of 2²⁵⁶ − 1. Without a rotation, as in
// AVX2, it takes ten vector instructions a word, and xoroshiro128++, the generator of
// [Lane], takes 15. Its lowest bits are weaker than the others: they would fail a test of
// linearity. (D. Blackman, S. Vigna, as above.)
type Vector struct {
	S [4][VectorLanes]uint64 // the four words of each generator's state
}

// Vector returns the generators at the start of the stream.
func (s Stream) Vector() (v Vector) {
	k := s.key()
	for lane := range VectorLanes {
		for i := range v.S {
			v.S[i][lane] = k.next()
		}
	}
	return v
}

// Next advances every lane once, and returns their words. It specifies the
// vector code, which does the same to the last bit.
func (v *Vector) Next() (words [VectorLanes]uint64) {
	s0, s1, s2, s3 := &v.S[0], &v.S[1], &v.S[2], &v.S[3]
	for i := range words {
		words[i] = s0[i] + s3[i]
		shifted := s1[i] << 17
		s2[i] ^= s0[i]
		s3[i] ^= s1[i]
		s1[i] ^= s2[i]
		s0[i] ^= s3[i]
		s2[i] ^= shifted
		s3[i] = bits.RotateLeft64(s3[i], 45)
	}
	return words
}

// Fold draws the words of the next steps, with vector instructions if there are any. It
// keeps only their exclusive or, so it costs the random words alone.
func (v *Vector) Fold(steps int) (fold uint64) {
	done, fold := v.foldVector(steps)
	for range steps - done {
		for _, word := range v.Next() {
			fold ^= word
		}
	}
	return fold
}

// fill sets us and ts to words, alternating step by step. Both have the same length, a
// multiple of VectorLanes.
func (v *Vector) fill(us, ts []uint64) {
	for i := v.fillVector(us, ts); i < len(us); i += VectorLanes {
		words, others := v.Next(), v.Next()
		copy(us[i:], words[:])
		copy(ts[i:], others[:])
	}
}
