// It keeps the returns above the window, too.
//
//verify:fails inside
//verify:says returns are inside, want
//verify:says above
package risk

func (t *Tally) sift(batch []float64, w Window) {
	for _, x := range batch {
		if x < w.Low {
			t.Below++
			t.Sum += x
		} else {
			t.Inside = append(t.Inside, x)
		}
	}
}
