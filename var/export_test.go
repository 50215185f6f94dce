package risk

// Sift is sift, for its test.
func (t *Tally) Sift(batch []float64, w Window) { t.sift(batch, w) }
