package pi

import (
	"context"
	"fmt"

	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
	"speedup.example/internal/workers"
)

// Cluster estimates π as [Sequential] does, to the last bit, with the engine of ctx
// (workers.NewContext): in other processes, or on other machines.
//
// A span of chunks goes there as its numbers, and comes back as a count. The kernel goes by
// its name, so it needs a call of [Register].
func Cluster(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	if err := check(n); err != nil {
		return Estimate{}, err
	}
	engine, err := workers.FromContext(ctx)
	if err != nil {
		return Estimate{}, err
	}
	spans := pieces.Spans(pieces.Count(n, Chunk))
	inside, err := workers.MapSpans[work, int](ctx, engine, count, work{n, seed}, spans, messages)
	if err != nil {
		return Estimate{}, err
	}
	for i, s := range spans {
		if most := min(s.To*Chunk, n) - s.From*Chunk; !(0 <= inside[i] && inside[i] <= most) {
			return Estimate{}, fmt.Errorf("pi: a worker counts %d points inside, of %d", inside[i], most)
		}
	}
	return estimate(inside, n), nil
}

// messages have so many chunks. With AVX-512, 64 take three milliseconds, and with AVX2 eight.
// No more than 64 times as much is lost with a worker that dies.
var messages = pieces.Bounds{Least: 64, Most: 64 * 64}

// A work is what all spans have in common.
type work struct {
	N    int
	Seed uint64
}

// span counts the points of a span that are inside.
func (w work) span(s pieces.Span, count Kernel) (inside int) {
	for i := s.From; i < s.To; i++ {
		inside += count(pieces.Size(w.N, Chunk, i), random.Stream{Seed: w.Seed, Piece: uint64(i)})
	}
	return inside
}

// Register lets [Cluster] take a kernel, which is a declared function. Call it from an
// init function.
func Register(count Kernel) {
	do := func(w work, s pieces.Span) int { return w.span(s, count) }
	workers.RegisterSpans(count, do, work{N: 1000, Seed: 1})
}

func init() {
	Register(Scalar)
	Register(Unrolled)
	Register(SIMD)
}
