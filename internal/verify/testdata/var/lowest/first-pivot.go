// The first element is always the pivot: quadratic on what is in order already.
//
//verify:fails selects
//verify:is hangs
//verify:says for longer than 10s. It was asked for the 200000 lowest of 400000 numbers (rising)
package risk

func lowest(xs []float64, k int) {
	for {
		pivot, below := xs[0], 0
		for i, x := range xs[1:] {
			if x < pivot {
				below++
				xs[i+1], xs[below] = xs[below], xs[i+1]
			}
		}
		xs[0], xs[below] = xs[below], xs[0]
		switch {
		case below == k-1:
			return
		case below < k:
			xs, k = xs[below+1:], k-below-1
		default:
			xs = xs[:below]
		}
	}
}
