package risk

import (
	"math"
	"math/rand/v2"
)

// lowest reorders xs so that its k lowest elements come first, and the highest of
// them is xs[k-1], as [Kernel] says.
//
// A sort answers n questions where one is asked, and takes O(n·log n) for it.
// One answer takes O(n) on average.
//
//lab:stub Bring the k lowest elements to the front, the highest of them to xs[k-1], without a sort. Elements may be equal, infinite or NaN: come to an end, and lose none.
//lab:hint Quicksort splits by a pivot: the lower elements to the front, the others behind them. Which of the two parts does this question need to look at again?
//lab:hint Quickselect goes on with one part only: the front if k is within it, else the rest, with k less by the length of the front. A random pivot, or the median of three, is rarely a bad one.
//lab:hint If nothing is below the pivot, it is the minimum: move all that equal it to the front instead, or many equal elements take for ever. At the end swap the highest of the first k into xs[k-1].
func lowest(xs []float64, k int) {
	// Quickselect splits like quicksort, but goes on only with the part that
	// has the answer. (C. A. R. Hoare, "Algorithm 65: Find", Comm. ACM 4:7,
	// 1961.)
	front := xs[:k]
	rng := rand.New(rand.NewPCG(1, 2)) // a random pivot makes no usual order of xs slow
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
	highestLast(front)
}

// split moves the elements below pivot to the front, and returns how many they
// are. It swaps every element, needed or not. On random data the core guesses
// half of all branches wrong, and a wrong guess costs more than ten swaps.
//
//lab:drop
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

//lab:drop
func median(a, b, c float64) float64 {
	return max(min(a, b), min(max(a, b), c))
}

// highestLast swaps the highest element with the last.
//
//lab:drop
func highestLast(xs []float64) {
	highest := 0
	for i, x := range xs {
		if x > xs[highest] {
			highest = i
		}
	}
	last := len(xs) - 1
	xs[highest], xs[last] = xs[last], xs[highest]
}
