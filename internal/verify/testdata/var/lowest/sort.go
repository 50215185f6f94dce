// All numbers are sorted.
//
//verify:fails no-sort
//verify:says are in order
//verify:says a sort takes n·log n steps, a selection n
package risk

import "slices"

func lowest(xs []float64, k int) {
	slices.Sort(xs)
}
