// Three lists for below, equal and above, and none for what is not a number.
//
//verify:fails nan
//verify:says var.lowest panics at var/lowest.go:
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
		case x == pivot:
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
