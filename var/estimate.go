package risk

import (
	"context"
	"fmt"
	"math"

	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
)

// MaxSims is the largest number of simulations that a driver accepts, 10¹². That is half
// an hour with vector instructions on two cores. Of n returns about
// 94·√(n·α(1−α)) are kept, with α = 1 − level. At the level 0.95 and 10⁹ simulations that
// is 5 MB, and at MaxSims 160 MB. They are in memory twice at the end. The driver keeps
// all returns that equal the quantile, and if every Sigma is 0 all returns do.
const MaxSims = 1_000_000_000_000

// A simulation is what the pilot, the run and another run have in common.
type simulation struct {
	tallier
	model  *Model
	seed   uint64
	kernel Kernel
}

// A tallier tallies the n returns of a simulation, and returns a tally for each span of
// [pieces.Spans].
type tallier interface {
	tallies(ctx context.Context, s simulation, n int, w Window) ([]Tally, error)
}

// estimate is the driver that has the given loop.
func estimate(ctx context.Context, each loop, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	model, err := check(p, n, level)
	if err != nil {
		return Risk{}, err
	}
	return simulation{each, model, seed, kernel}.risk(ctx, n, level)
}

func check(p Portfolio, n int, level float64) (*Model, error) {
	if n < 1 || int64(n) > MaxSims {
		return nil, fmt.Errorf("risk: n is %d simulations, want 1 to %d", n, int64(MaxSims))
	}
	if !(1e-6 <= level && level <= 1-1e-6) { // NaN is within no bounds
		return nil, fmt.Errorf("risk: level is %v, want 0.000001 to 0.999999 (0.95 is usual)", level)
	}
	return NewModel(p)
}

// risk estimates the risk from n simulations. If the window misses the answer, it
// does them again with a wider one. The pilot is hardly ever so wrong, but no answer
// may depend on luck.
func (s simulation) risk(ctx context.Context, n int, level float64) (Risk, error) {
	w, err := s.pilot(ctx, n, level)
	if err != nil {
		return Risk{}, err
	}
	for q := newQuantile(n, 1-level); ; {
		t, err := s.tally(ctx, n, w)
		if err != nil {
			return Risk{}, err
		}
		wider := q.widen(w, t)
		if wider == w {
			return q.read(t, s.kernel.Lowest)
		}
		w = wider
	}
}

// tally tallies all returns.
func (s simulation) tally(ctx context.Context, n int, w Window) (Tally, error) {
	tallies, err := s.tallies(ctx, s, n, w)
	if err != nil {
		return Tally{}, err
	}
	return merge(tallies), nil
}

// tallies tallies the spans on this machine.
func (each loop) tallies(ctx context.Context, s simulation, n int, w Window) ([]Tally, error) {
	spans := pieces.Spans(pieces.Count(n, Chunk))
	tallies := make([]Tally, len(spans)) // every span writes to an element of its own
	err := each(ctx, len(spans), func(i int) { tallies[i] = s.span(ctx, n, spans[i], w) })
	if err == nil {
		err = ctx.Err() // which may have ended the last spans early
	}
	return tallies, err
}

// span tallies the chunks of a span, one after the other, until ctx ends.
func (s simulation) span(ctx context.Context, n int, span pieces.Span, w Window) (t Tally) {
	for i := span.From; i < span.To && ctx.Err() == nil; i++ {
		t.add(s.kernel.Simulate(s.model, pieces.Size(n, Chunk, i), w, random.Stream{Seed: s.seed, Piece: uint64(i)}))
	}
	return t
}

var everything = Window{math.Inf(-1), math.Inf(1)}

// pilot estimates the risk of the first simulations, one in 64. It returns the
// window in which the answer of all n will be: three times the pilot's 95 %
// interval, so 5.9 of its standard deviations to either side. The pilot has a
// pilot, too: all of them together are 1/63 more work. A single piece needs none.
//
// At least 32 returns of the pilot have to lie on either side of its quantile, or
// its interval says little. So for the last few returns of a tail the pilot takes
// a quantile further inside. Beyond it, the window has no end.
func (s simulation) pilot(ctx context.Context, n int, level float64) (Window, error) {
	if n <= Chunk {
		return everything, nil
	}
	margin := 32 / float64(n/64)
	inner := min(max(level, margin), 1-margin)
	r, err := s.risk(ctx, n/64, inner)
	if err != nil {
		return Window{}, err
	}
	w := Window{Low: -r.VaR - 3*(r.High-r.VaR), High: -r.VaR + 3*(r.VaR-r.Low)}
	switch {
	case inner < level:
		w.Low = math.Inf(-1)
	case inner > level:
		w.High = math.Inf(1)
	}
	return w, nil
}
