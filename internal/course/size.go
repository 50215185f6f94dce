package course

import (
	"fmt"
	"slices"
	"time"
)

// The names of what is measured: the lists of sizes, and the sweeps over them.
const (
	Short     = "short"
	Lecture   = "lecture"
	Growth    = "growth"
	Peers     = "peers"
	Should    = "should"    // should you use parallelism?
	Crossover = "crossover" // the same at many sizes
	Cluster   = "cluster"   // beside workers of a cluster
	Quick     = "reference" // the quick reference
)

// A Size holds the arguments of a benchmark. Limit and Latency are for downloads. The sizes of
// the table have no seed.
type Size struct {
	N       int           // tickers, terms of a sum, samples, paths of a contract, simulations
	Limit   int           // downloads in flight
	Latency time.Duration // of the server
	Seed    uint64        // of the random numbers
}

// Sizes holds the sizes of a benchmark.
type Sizes struct {
	Short   []Size // a small one, at which parallelism doesn't pay, and a large one, at which it does
	Lecture []Size // the lecture's own
	Growth  []Size // ever larger; empty if the time is not for computing
}

// Should returns the sizes around which parallelism begins to pay: the small one, then
// each ten times the one before. Waiting has no such place.
func (s Sizes) Should() []Size {
	if s.Wait() {
		return s.Short
	}
	n := s.Short[0].N
	return ns(n, 10*n, 100*n, 1000*n)
}

// Crossover returns more sizes around the same place, two for each power of ten.
func (s Sizes) Crossover() []Size {
	if s.Wait() {
		return s.Short
	}
	n := s.Short[0].N
	return ns(n, 3*n, 10*n, 30*n, 100*n, 300*n, 1000*n, 3000*n)
}

// ns returns sizes that have only an n.
func ns(values ...int) (sizes []Size) {
	for _, n := range values {
		sizes = append(sizes, Size{N: n})
	}
	return sizes
}

// growth returns the sizes of 10⁵ to 10⁹ units of work.
func growth(unitsPerN int) []Size {
	return ns(1e5/unitsPerN, 1e6/unitsPerN, 1e7/unitsPerN, 1e8/unitsPerN, 1e9/unitsPerN)
}

// Beyond returns the larger sizes of Growth, and one that is ten times larger still: there a
// single machine needs seconds.
func (s Sizes) Beyond() []Size {
	last := s.Growth[len(s.Growth)-1]
	return append(slices.Clone(s.Growth[2:]), Size{N: 10 * last.N})
}

// Wait reports whether the time goes to waiting, where no kernel matters.
func (s Sizes) Wait() bool { return s.Short[0].Latency > 0 }

// Peers returns the sizes for comparing languages: the lecture's, or one that a
// slow loop in Python does in a second.
func (s Sizes) Peers(short bool) []Size {
	if short {
		return s.Short[len(s.Short)-1:]
	}
	return s.Lecture
}

// Size returns the size of an n, which need not be in the table. Downloads have
// only the sizes of the table, because each has its limit and latency.
func (e Exercise) Size(n int) (Size, error) {
	sizes := slices.Concat(e.Sizes.Short, e.Sizes.Lecture)
	i := slices.IndexFunc(sizes, func(s Size) bool { return s.N == n })
	switch {
	case i >= 0:
		return sizes[i], nil
	case sizes[0].Limit > 0:
		return Size{}, fmt.Errorf("%s has no size n=%d, want one of %v", e.Name, n, values(sizes))
	case n < 1:
		return Size{}, fmt.Errorf("%s has no size n=%d, want 1 or more", e.Name, n)
	}
	return Size{N: n}, nil
}

// values returns the different values of n, ascending.
func values(sizes []Size) (ns []int) {
	for _, size := range sizes {
		ns = append(ns, size.N)
	}
	slices.Sort(ns)
	return slices.Compact(ns)
}
