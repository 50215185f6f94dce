// Package risk computes value at risk by simulation, sequentially and in
// parallel. Its folder has the exercise's name, var. That is a keyword of Go,
// so the package is risk:
//
//	import risk "speedup.example/var"
//
// # The problem
//
// A portfolio holds assets whose returns over some period are uncertain. Value
// at risk at the confidence level 95 % is the loss that only 5 % of all cases
// exceed: minus the 5 % quantile of the portfolio's return. The lecture's
// calculate_var (part 2) simulates n returns, sorts them, and takes number
// 0.05·n.
//
// # The law behind it
//
// Asset k returns μₖ + σₖ·xₖ with x normal, with the correlation matrix C. With C
// = L·Lᵀ (Cholesky) and z independent normals, x = L·z has that correlation, and
// the portfolio returns Σ wₖ(μₖ + σₖ(L·z)ₖ). Its quantile from n simulations has
// the standard error √(α(1−α)/n)/f, with α the tail's probability and f the
// density at the quantile. In the tail f is small, so it needs many simulations.
// A portfolio of normals is normal, so it has a closed form, [Normal], and a
// truth to check against. The simulation is for returns that are not normal. (P.
// Glasserman, "Monte Carlo Methods in Financial Engineering", Springer 2003,
// sections 2.3 and 9.1.)
//
// # The code
//
// A [Kernel] ([Scalar], [Unrolled]) simulates one chunk on one core, and finds
// the lowest of many returns. A driver ([Sequential], [Parallel]) hands out the
// chunks. Drivers differ by one loop only. Any driver takes any kernel:
//
//	risk.Parallel(ctx, risk.Lecture(), 10_000_000, 0.95, seed, risk.Unrolled)
//
// The answer needs a few returns around the quantile, so the driver never keeps
// all n. A pilot run of the first simulations, one in 64, says where the quantile
// will be. Of the returns below this [Window] the answer needs a number and a
// sum, and of those above nothing. Those inside are kept: their number grows like
// √n. If the window misses, the driver simulates again with a wider one, so the
// answer is always exact.
package risk

import (
	"context"
	"slices"
	"sort"

	"speedup.example/internal/random"
)

// Chunk is the number of simulations in a piece of the work: 128 KiB of returns.
// Even with vector instructions it takes long beside the microsecond for
// starting a goroutine.
const Chunk = 1 << 14

// A Kernel does the two jobs of one core.
type Kernel struct {
	// Simulate draws n ≥ 1 returns of the portfolio with the normals of the stream
	// s, and tallies them. It counts and sums those below w, and keeps those
	// inside.
	Simulate func(m *Model, n int, w Window, s random.Stream) Tally

	// Lowest reorders xs so that its k lowest elements come first, the highest of
	// them at xs[k-1], the others in any order. 1 ≤ k ≤ len(xs). NaN has no place in
	// an order. If xs has any, Lowest only has to end, and to lose no element.
	Lowest func(xs []float64, k int)
}

// Scalar is the lecture's code: one simulation after the other, then a sort. It
// prioritizes clarity over speed, because it specifies the other kernels.
var Scalar = Kernel{Simulate: simulate, Lowest: sortAll}

func simulate(m *Model, n int, w Window, s random.Stream) Tally {
	rng := s.Rand()
	z := make([]float64, m.Assets())
	returns := make([]float64, n)
	for i := range returns {
		for k := range z {
			z[k] = rng.NormFloat64()
		}
		returns[i] = m.portfolioReturn(z)
	}
	slices.Sort(returns)
	return cut(returns, w)
}

// cut tallies sorted returns.
func cut(returns []float64, w Window) Tally {
	from := sort.Search(len(returns), func(i int) bool { return returns[i] >= w.Low })
	to := sort.Search(len(returns), func(i int) bool { return returns[i] > w.High })
	return Tally{
		Below:  from,
		Sum:    sum(returns[:from]),
		Inside: slices.Clone(returns[from:to]), // a copy, so the rest can be collected
	}
}

func sortAll(xs []float64, _ int) { slices.Sort(xs) }

// A figure of a Risk is a loss as a fraction of the portfolio's value: 0.2 is a
// loss of a fifth, and a negative figure is a gain.
type Risk struct {
	VaR       float64 // exceeded with the probability 1 − level; the lecture's function returns −VaR
	Low, High float64 // confidence interval of VaR, at 95 % or a little more; an end is -Inf or +Inf where n is too small for it
	ES        float64 // expected shortfall: the mean of the losses that reach VaR
}

// Sequential estimates the risk of p at the given confidence level, 10⁻⁶ to 1 −
// 10⁻⁶, from n simulations, 1 ≤ n ≤ [MaxSims], one chunk after the other. The
// estimate depends on the arguments only. A cancelled ctx ends it between two
// chunks, with ctx's error. A tally of the kernel with too few returns, or with a
// number that is not finite, is an error.
func Sequential(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	return estimate(ctx, sequentialFor, p, n, level, seed, kernel)
}

// A loop calls do(i) once for every i in [0, n), and returns when all calls have
// returned. Once ctx has ended it begins no call, and returns ctx's error.
type loop func(ctx context.Context, n int, do func(i int)) error

// sequentialFor is the [loop] that makes one call after the other.
func sequentialFor(ctx context.Context, n int, do func(i int)) error {
	for i := range n {
		if err := ctx.Err(); err != nil {
			return err
		}
		do(i)
	}
	return nil
}
