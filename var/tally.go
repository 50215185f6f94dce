package risk

import "slices"

// A Window is the range of returns that may hold the answer, with both ends. An
// end may be -Inf or +Inf.
type Window struct {
	Low, High float64
}

// A Tally is what the answer needs of some returns, given a window.
type Tally struct {
	Below  int       // number of returns below the window
	Sum    float64   // their sum
	Inside []float64 // the returns inside, in any order
}

// add adds the returns of the next chunk.
func (t *Tally) add(next Tally) {
	t.Below += next.Below
	t.Sum += next.Sum
	if t.Inside == nil {
		t.Inside = slices.Clip(next.Inside) // as a rule the only one
		return
	}
	t.Inside = append(t.Inside, next.Inside...)
}

// merge tallies the returns of all spans. It adds up in their order, so the last bit
// doesn't depend on which span was ready first.
func merge(tallies []Tally) (all Tally) {
	inside := make([][]float64, len(tallies))
	for i, t := range tallies {
		all.Below += t.Below
		all.Sum += t.Sum
		inside[i] = t.Inside
	}
	all.Inside = slices.Concat(inside...)
	return all
}

func sum(xs []float64) (total float64) {
	for _, x := range xs {
		total += x
	}
	return total
}
