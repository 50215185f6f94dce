package vector

// Sift divides xs, which may be in any order, by a range whose two ends are a part
// of it: of the elements below low it returns their number and the total of their
// [Sums], and those inside the range, to which it counts what is not a number, it moves
// to the front, in their order, and returns how many they are. What stands behind them
// is of no use any more.
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
