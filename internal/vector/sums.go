package vector

// Sums holds eight sums of the elements of a slice: element i belongs to sum i mod 8. So
// an addition doesn't wait for the one before.
type Sums [8]float64

// Total adds up the sums from the first to the last.
func (s *Sums) Total() (total float64) {
	for _, sum := range s {
		total += sum
	}
	return total
}
