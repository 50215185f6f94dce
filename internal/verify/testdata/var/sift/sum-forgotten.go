// The returns below are counted, and not summed.
//
//verify:fails below
//verify:says the sum of the returns below is 0, want
package risk

func (t *Tally) sift(batch []float64, w Window) {
	for _, x := range batch {
		if x < w.Low {
			t.Below++
		} else if x <= w.High {
			t.Inside = append(t.Inside, x)
		}
	}
}
