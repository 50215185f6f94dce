// Width prints the vector instructions that a program built like this one can use
// here: none, AVX2 or AVX-512. bench.sh builds it with GOEXPERIMENT=simd, to see
// whether the toolchain and the processor have them.
package main

import (
	"fmt"

	"speedup.example/internal/vector"
)

func main() {
	fmt.Println(vector.Best())
}
