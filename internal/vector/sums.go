package vector

// Sums are eight sums of the elements of a slice: element i belongs to sum i mod 8. So an
// addition does not wait for the one before.
type Sums [8]float64

// Total adds the sums up in an order of its own, from the first to the last.
func (s *Sums) Total() (total float64) {
	for _, sum := range s {
		total += sum
	}
	return total
}
