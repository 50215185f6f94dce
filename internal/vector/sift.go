package vector

// Sift divides xs, in any order, by a range with both its ends. It returns the number
// of the elements below low, and the total of their [Sums]. It moves those inside the
// range, and NaN, to the front, in their order, and returns how many they are. The
// elements behind them are then arbitrary.
func Sift(xs []float64, low, high float64) (below int, sum float64, inside int) {
	var sums Sums
	done, below, inside := siftVector(xs, low, high, &sums)
	for i := done; i < len(xs); i++ {
		switch x := xs[i]; {
		case x < low:
			below++
			sums[i%len(sums)] += x
		case !(x > high):
			xs[inside] = x
			inside++
		}
	}
	return below, sums.Total(), inside
}
