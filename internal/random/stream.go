// Package random gives every piece of work a random stream of its own.
//
// A parallel simulation has to answer two questions that a sequential one never
// asks: who owns the generator, and does the answer depend on who runs first?
// One generator behind a lock is slow, and its answer depends on the scheduler.
// With one generator per goroutine the answer depends on the number of
// goroutines. Here a stream belongs to a piece of the work: [Stream] is a pure
// function of a seed, which the user chooses, and of a piece number, which the
// driver counts. The same piece sees the same numbers on one core or on a
// hundred.
//
// Neighbouring seeds and pieces are what people use (1, 2, 3, …), and they
// must not give related sequences. So both are passed through the mixing
// function of SplitMix64 before any generator sees them.
//
// Sources: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number
// Generators", OOPSLA 2014 (the mixing function, and seeding by it);
// D. Blackman, S. Vigna, "Scrambled Linear Pseudorandom Number Generators",
// ACM TOMS 47:4, 2021 (xoroshiro128++, [Lane]; xoshiro256+, [Vector]).
package random

import "math/rand/v2"

// A Stream names one random sequence: the piece numbered Piece of the run
// with the given Seed. Every pair is a stream of its own, and using a stream
// twice gives the same numbers twice.
type Stream struct {
	Seed, Piece uint64
}

// Rand returns a generator at the start of the stream: PCG-DXSM behind the
// standard library's [rand.Rand]. A program that puts clarity first would use
// it.
func (s Stream) Rand() *rand.Rand {
	k := s.key()
	return rand.New(rand.NewPCG(k.next(), k.next()))
}

// Lanes is the number of independent generators that [Stream.Lanes] returns.
const Lanes = 4

// Lanes returns independent generators at the start of the stream, for a
// kernel that advances several at once.
func (s Stream) Lanes() (lanes [Lanes]Lane) {
	k := s.key()
	for i := range lanes {
		lanes[i] = Lane{k.next(), k.next()}
	}
	return lanes
}

// key hashes the stream to the start of the SplitMix64 sequence that seeds its
// generators. For one seed, two pieces never share a key: each step is a
// bijection.
func (s Stream) key() splitMix {
	return splitMix(mix(mix(s.Seed+weyl) + weyl*s.Piece))
}

// A splitMix is the state of the SplitMix64 generator.
type splitMix uint64

func (g *splitMix) next() uint64 {
	*g += weyl
	return mix(uint64(*g))
}

// weyl is 2⁶⁴ divided by the golden ratio, made odd.
const weyl = 0x9e3779b97f4a7c15

// mix is the finalizer of SplitMix64 (Stafford's variant 13): a bijection in
// which every input bit flips about half of the output bits.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
