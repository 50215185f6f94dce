package random_test

import (
	"fmt"

	"speedup.example/internal/random"
)

// The numbers of a piece do not depend on who draws them, or when.
func ExampleStream() {
	last := random.Stream{Seed: 1, Piece: 2}.Rand().IntN(1000)
	first := random.Stream{Seed: 1, Piece: 0}.Rand().IntN(1000)
	again := random.Stream{Seed: 1, Piece: 2}.Rand().IntN(1000)
	fmt.Println(last == again, last == first)
	// Output: true false
}
