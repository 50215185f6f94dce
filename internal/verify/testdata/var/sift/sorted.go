// The batch is sorted, and both ends of the window are looked up.
//
//verify:passes
package risk

import (
	"slices"
	"sort"
)

func (t *Tally) sift(batch []float64, w Window) {
	slices.Sort(batch)
	from := sort.SearchFloat64s(batch, w.Low)
	to := sort.Search(len(batch), func(i int) bool { return batch[i] > w.High })
	t.Below += from
	for _, x := range batch[:from] {
		t.Sum += x
	}
	t.Inside = slices.Concat(t.Inside, batch[from:to])
}
