package risk

// sift adds a batch of returns to the tally: those below the window to Below and
// Sum, those inside to Inside. It may reorder the batch.
//
//lab:stub Count and sum the returns below the window, keep those inside, and drop those above.
//lab:hint One pass with two comparisons is right. Is it fast? The core guesses how each comparison ends before it knows; a wrong guess costs more than ten additions.
//lab:hint Most returns are above the window. So first move the others to the front of the batch, without a branch: copy every element to batch[kept], and add one to kept only if the element is not above.
//lab:hint Then go over batch[:kept] with an ordinary if: what is below w.Low is counted and summed, the rest moved to the front once more, and appended to t.Inside at the end.
func (t *Tally) sift(batch []float64, w Window) {
	// This copies every return, needed or not, so there is no branch to predict. At
	// the level 0.5 the core would guess it wrong every other time, and that costs
	// more than ten copies.
	kept := 0
	for _, x := range batch {
		batch[kept] = x
		if !(x > w.High) {
			kept++
		}
	}
	inside := 0
	for _, x := range batch[:kept] {
		if x < w.Low {
			t.Below++
			t.Sum += x
		} else {
			batch[inside] = x
			inside++
		}
	}
	t.Inside = append(t.Inside, batch[:inside]...)
}
