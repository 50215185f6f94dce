// Quickselect that appends to three lists, and copies them back.
//
//verify:passes
package risk

import "slices"

func lowest(xs []float64, k int) {
	pivot := xs[len(xs)/3]
	var below, equal, above []float64
	for _, x := range xs {
		switch {
		case x < pivot:
			below = append(below, x)
		case x > pivot:
			above = append(above, x)
		default:
			equal = append(equal, x)
		}
	}
	switch last := len(below) + len(equal); {
	case k <= len(below):
		lowest(below, k)
	case k > last:
		lowest(above, k-last)
	}
	copy(xs, slices.Concat(below, equal, above))
}
