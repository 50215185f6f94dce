package random

// VectorLanes is the number of lanes of a [Vector].
const VectorLanes = 8

// A Vector is the state of eight lanes side by side: what a vector register of
// 512 bits holds, or two of 256. Each is a [Lane] of its own, so the words of a
// step need nothing from one another.
type Vector struct {
	S0, S1 [VectorLanes]uint64 // the two words of each lane's state
}

// Vector returns the lanes at the start of the stream; the first of them are
// those of [Stream.Lanes].
func (s Stream) Vector() (v Vector) {
	k := s.key()
	for i := range VectorLanes {
		v.S0[i], v.S1[i] = k.next(), k.next()
	}
	return v
}

// Next advances every lane once, and returns their words. It is the
// specification of the vector code, which does the same to the last bit.
func (v *Vector) Next() (words [VectorLanes]uint64) {
	for i := range words {
		lane := Lane{v.S0[i], v.S1[i]}
		lane, words[i] = lane.Next()
		v.S0[i], v.S1[i] = lane.s0, lane.s1
	}
	return words
}

// Fold draws the words of so many steps, by vector instructions where there are
// any, and keeps only the exclusive or of each lane's: it is the price of the
// random words alone.
func (v *Vector) Fold(steps int) (fold [VectorLanes]uint64) {
	if v.foldVector(steps, &fold) {
		return fold
	}
	return v.foldScalar(steps)
}

func (v *Vector) foldScalar(steps int) (fold [VectorLanes]uint64) {
	for range steps {
		for i, word := range v.Next() {
			fold[i] ^= word
		}
	}
	return fold
}
