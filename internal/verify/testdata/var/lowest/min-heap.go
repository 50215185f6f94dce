// A heap of all, from which the lowest is taken k times.
//
//verify:passes
package risk

import (
	"container/heap"
	"slices"
)

func lowest(xs []float64, k int) {
	all := floats(slices.Clone(xs))
	heap.Init(&all)
	for i := range k {
		xs[i] = heap.Pop(&all).(float64)
	}
	copy(xs[k:], all)
}

type floats []float64

func (f floats) Len() int           { return len(f) }
func (f floats) Less(i, j int) bool { return f[i] < f[j] }
func (f floats) Swap(i, j int)      { f[i], f[j] = f[j], f[i] }
func (f *floats) Push(x any)        { *f = append(*f, x.(float64)) }
func (f *floats) Pop() any {
	last := len(*f) - 1
	x := (*f)[last]
	*f = (*f)[:last]
	return x
}
