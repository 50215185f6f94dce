// Of the elements that equal the pivot only one is kept.
//
//verify:fails equal
//verify:says panics at var/lowest.go:
package risk

import "slices"

func lowest(xs []float64, k int) {
	pivot := xs[len(xs)/3]
	var below, above []float64
	for _, x := range xs {
		if x < pivot {
			below = append(below, x)
		}
		if x > pivot {
			above = append(above, x)
		}
	}
	if k <= len(below) {
		lowest(below, k)
	} else if k > len(below)+1 {
		lowest(above, k-len(below)-1)
	}
	copy(xs, slices.Concat(below, []float64{pivot}, above))
}
