// The returns inside are those of the last batch only.
//
//verify:fails adds
//verify:says in 3 batches
//verify:says returns are inside, want
package risk

func (t *Tally) sift(batch []float64, w Window) {
	inside := batch[:0]
	for _, x := range batch {
		switch {
		case x < w.Low:
			t.Below++
			t.Sum += x
		case x <= w.High:
			inside = append(inside, x)
		}
	}
	t.Inside = inside
}
