// Package risk computes value at risk by simulation, sequentially and in
// parallel. Its folder is var, the exercise's name; var being a keyword of Go,
// the package is risk:
//
//	import risk "speedup.example/var"
//
// # The problem
//
// A portfolio holds assets whose returns over some period are uncertain. Value
// at risk at the confidence level 95 % is the loss that is exceeded in only 5 %
// of all cases: minus the 5 % quantile of the portfolio's return. This is the
// lecture's calculate_var (part 2): simulate n returns, sort them, read off
// number 0.05·n.
//
// # The law behind it
//
// Asset k returns μₖ + σₖ·xₖ with x normal, of correlation matrix C. With C = L·Lᵀ
// (Cholesky) and z independent normals, x = L·z has that correlation, and the
// portfolio returns Σ wₖ(μₖ + σₖ(L·z)ₖ). Its quantile from n simulations has the
// standard error √(α(1−α)/n)/f, with α the tail's probability and f the density
// at the quantile; that is why the tail needs so many. A portfolio of normals is
// itself normal, so there is a closed form, [Normal], and a truth to check
// against; the simulation is for the returns that are not. (P. Glasserman,
// "Monte Carlo Methods in Financial Engineering", Springer 2003, sections 2.3
// and 9.1.)
//
// # The code
//
// A kernel ([Scalar], [Unrolled]) simulates one chunk on one core and hands back
// the lowest returns of it. A driver ([Sequential], [Parallel]) hands out the
// chunks. Any driver takes any kernel:
//
//	risk.Parallel(ctx, risk.Lecture(), 10_000_000, 0.95, seed, risk.Unrolled)
package risk

import (
	"context"
	"slices"

	"speedup.example/internal/random"
)

// Chunk is the number of simulations in a piece of the work: 128 KiB of
// returns, which the second-level cache holds while they are sorted.
const Chunk = 1 << 14

// A Kernel simulates n returns of the portfolio with the normals of the stream
// s, and returns the keep lowest of them in any order, 1 ≤ keep ≤ n.
type Kernel func(m *Model, n, keep int, s random.Stream) []float64

// Scalar is the lecture's code: one simulation after the other, then a sort. It
// prioritizes clarity over speed: it is the specification of the other kernels.
func Scalar(m *Model, n, keep int, s random.Stream) []float64 {
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
	return slices.Clone(returns[:keep]) // a copy, so that the rest can be collected
}

// Sequential estimates the risk of p at the given confidence level, above 0 and
// below 1, from n simulations, 1 ≤ n ≤ [MaxSims], one chunk after the other. The
// estimate depends on the arguments only. A cancelled ctx ends it between two
// chunks, with ctx's error.
func Sequential(ctx context.Context, p Portfolio, n int, level float64, seed uint64, simulate Kernel) (Risk, error) {
	q, err := newQuantile(p, n, level, seed, simulate)
	if err != nil {
		return Risk{}, err
	}
	tails := make([][]float64, len(q.chunks))
	for i := range tails {
		if err := ctx.Err(); err != nil {
			return Risk{}, err
		}
		tails[i] = q.tail(i)
	}
	return q.risk(tails), nil
}
