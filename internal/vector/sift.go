package vector

// sumLanes is the number of sums that Sift keeps: element i belongs to sum i mod 8.
const sumLanes = 8

// Sift divides xs, which may be in any order, by a range whose two ends are a part
// of it: of the elements below low it returns their number and their sum, and those
// inside the range, to which it counts what is not a number, it moves to the front,
// in their order, and returns how many they are. What stands behind them is of no
// use any more.
func Sift(xs []float64, low, high float64) (below int, sum float64, inside int) {
	var sums [sumLanes]float64
	done, below, inside := siftVector(xs, low, high, &sums)
	for i, x := range xs[done:] {
		switch {
		case x < low:
			below++
			sums[i%sumLanes] += x
		case !(x > high):
			xs[inside] = x
			inside++
		}
	}
	for _, s := range sums {
		sum += s
	}
	return below, sum, inside
}
