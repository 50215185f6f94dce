// One pass with two comparisons.
//
//verify:passes
package risk

func (t *Tally) sift(batch []float64, w Window) {
	for _, x := range batch {
		switch {
		case x < w.Low:
			t.Below++
			t.Sum += x
		case x <= w.High:
			t.Inside = append(t.Inside, x)
		}
	}
}
