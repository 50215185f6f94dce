package check

import (
	"encoding/binary"
	"hash/fnv"
)

// A hidden check is a check of the handout with other numbers: seeds, sizes, and numbers
// of pieces and cores. They come from a seed that the parent of its process gives. A
// function that knows the numbers of the handout fails it.

// hiddenSeed returns the seed of a hidden check, or 0 in a check of the handout.
func hiddenSeed() uint64 {
	if process == nil {
		return 0
	}
	return process.Seed
}

// Pick returns the value that the handout's check uses, or in a hidden check one of the
// others. Two picks in a check are independent if their names differ.
func Pick[T any](name string, handout T, hidden ...T) T {
	if hiddenSeed() == 0 {
		return handout
	}
	return hidden[mix(name)%uint64(len(hidden))]
}

// Seed returns a seed for random numbers: the handout's, or in a hidden check another.
func Seed(handout uint64) uint64 {
	if hiddenSeed() == 0 {
		return handout
	}
	return mix("seed") + handout
}

// mix returns a number that depends on the seed of the hidden check and on the name.
func mix(name string) uint64 {
	h := fnv.New64a()
	_ = binary.Write(h, binary.LittleEndian, hiddenSeed()) // a hash takes everything
	_, _ = h.Write([]byte(name))
	return h.Sum64()
}
