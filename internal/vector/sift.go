package vector

// Sift moves the elements that are not above limit to the front, in their order,
// and returns how many they are. What stands behind them is of no use any more.
func Sift(xs []float64, limit float64) (kept int) {
	done, kept := siftVector(xs, limit)
	for _, x := range xs[done:] {
		xs[kept] = x
		if !(x > limit) {
			kept++
		}
	}
	return kept
}
