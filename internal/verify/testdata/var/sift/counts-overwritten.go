// The number and the sum below are those of the last batch only.
//
//verify:fails adds
//verify:says in 3 batches
//verify:says returns are below, want
package risk

func (t *Tally) sift(batch []float64, w Window) {
	below, sum := 0, 0.0
	for _, x := range batch {
		switch {
		case x < w.Low:
			below++
			sum += x
		case x <= w.High:
			t.Inside = append(t.Inside, x)
		}
	}
	t.Below, t.Sum = below, sum
}
