// A return that equals the low end counts as below.
//
//verify:fails below
//verify:says One that equals w.Low is inside
package risk

func (t *Tally) sift(batch []float64, w Window) {
	for _, x := range batch {
		if x <= w.Low {
			t.Below++
			t.Sum += x
		} else if x <= w.High {
			t.Inside = append(t.Inside, x)
		}
	}
}
