package risk

import (
	"math"
	"math/rand/v2"
	"slices"
)

// lowest reorders xs so that its k lowest elements come first, 1 ≤ k ≤ len(xs),
// and returns them, in no order, and the highest of them.
//
// A sort would do, but it answers n questions where one is asked, and takes
// O(n·log n) for it. Quickselect splits like quicksort and then goes on with the
// one half in which the answer lies: O(n). (C. A. R. Hoare, "Algorithm 65: Find",
// Comm. ACM 4:7, 1961.)
func lowest(xs []float64, k int) (front []float64, highest float64) {
	front = xs[:k]
	rng := rand.New(rand.NewPCG(1, 2)) // no order of xs is a bad one, but for one that nobody knows
	for k < len(xs) {
		pivot := median(xs[rng.IntN(len(xs))], xs[rng.IntN(len(xs))], xs[rng.IntN(len(xs))])
		below := split(xs, pivot)
		if below == 0 { // the pivot is the minimum: take all that equal it
			below = split(xs, math.Nextafter(pivot, math.Inf(1)))
			if k <= below || below == 0 { // 0: nothing is above +Inf, or comparable with NaN
				break
			}
		}
		if k <= below {
			xs = xs[:below]
		} else {
			xs, k = xs[below:], k-below
		}
	}
	return front, slices.Max(front)
}

// split moves the elements below pivot to the front and returns how many they
// are. Every element is swapped, whether it needs to be or not: half of all
// branches on random data are predicted wrongly, and each of those costs more
// than ten swaps.
func split(xs []float64, pivot float64) (below int) {
	for i, x := range xs {
		xs[i] = xs[below]
		xs[below] = x
		if x < pivot {
			below++
		}
	}
	return below
}

func median(a, b, c float64) float64 {
	return max(min(a, b), min(max(a, b), c))
}
