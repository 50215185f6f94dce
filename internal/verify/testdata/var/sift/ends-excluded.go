// A return that equals an end of the window is dropped.
//
//verify:fails inside
//verify:says Both ends belong to the window
package risk

func (t *Tally) sift(batch []float64, w Window) {
	for _, x := range batch {
		if x < w.Low {
			t.Below++
			t.Sum += x
		}
		if w.Low < x && x < w.High {
			t.Inside = append(t.Inside, x)
		}
	}
}
