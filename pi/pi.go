// Package pi estimates π by throwing darts, sequentially and in parallel.
//
// # The problem
//
// A point thrown uniformly into the unit square falls inside the quarter
// circle x² + y² < 1 with probability π/4. So four times the fraction of n
// points that fall inside is an estimate of π. This is the lecture's
// estimate_pi (exercises 4 and 6).
//
// # The law behind it
//
// The number of points inside is binomial. So the estimate has the standard
// error 4·√(p(1−p)/n) with p = π/4, about 1.64/√n: a hundred times the samples
// buy one more digit. Samples need nothing from one another, so the work is
// embarrassingly parallel. Only the randomness has to be shared out.
//
// # The code
//
// A kernel ([Scalar], [Unrolled]) counts the points of one chunk on one
// core. A driver ([Sequential], [Parallel]) hands out the chunks. Any driver takes
// any kernel:
//
//	pi.Parallel(ctx, 100_000_000, seed, pi.Unrolled)
package pi

import (
	"context"

	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
)

// Chunk is the number of samples in a piece of the work. It takes a few
// milliseconds. Even with vector instructions that is long beside the microseconds
// for handing a piece to another core.
const Chunk = 1 << 19

// A Kernel throws n points, drawn from the stream s, into the unit square and
// counts those inside the quarter circle.
type Kernel func(n int, s random.Stream) (inside int)

// Scalar is the lecture's loop, one point after the other. It prioritizes
// clarity over speed, because it specifies the other kernels.
func Scalar(n int, s random.Stream) (inside int) {
	rng := s.Rand()
	for range n {
		x := rng.Float64()
		y := rng.Float64()
		if x*x+y*y < 1 {
			inside++
		}
	}
	return inside
}

// Sequential estimates π from n samples, 1 ≤ n ≤ [MaxSamples], one chunk after
// the other. The estimate depends on n, seed and the kernel only. A cancelled
// ctx ends it between two chunks, with ctx's error.
func Sequential(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	if err := check(n); err != nil {
		return Estimate{}, err
	}
	chunks := pieces.Split(n, Chunk)
	inside := make([]int, len(chunks))
	for i, size := range chunks {
		if err := ctx.Err(); err != nil {
			return Estimate{}, err
		}
		inside[i] = count(size, random.Stream{Seed: seed, Piece: uint64(i)})
	}
	return estimate(inside, n), nil
}
