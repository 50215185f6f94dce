package risk

import (
	"context"
	"fmt"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"speedup.example/internal/pieces"
	"speedup.example/internal/workers"
)

// Cluster estimates the risk as [Sequential] does, to the last bit, with the engine of ctx
// (workers.NewContext): in other processes, or on other machines.
//
// A span of chunks goes there as its numbers, with the portfolio and the window, and comes
// back as a tally. What is not worth two messages, as a pilot that is small, stays here, on all
// cores. The kernel goes by the name of its Simulate, so it needs a call of [Register].
func Cluster(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	model, err := check(p, n, level)
	if err != nil {
		return Risk{}, err
	}
	engine, err := workers.FromContext(ctx)
	if err != nil {
		return Risk{}, err
	}
	return simulation{elsewhere{engine}, model, seed, kernel}.risk(ctx, n, level)
}

// An elsewhere tallies with an engine.
type elsewhere struct{ engine workers.Engine }

func (e elsewhere) tallies(ctx context.Context, s simulation, n int, w Window) ([]Tally, error) {
	chunks := pieces.Count(n, Chunk)
	if chunks < 2*leastHandedOut {
		return loop(parallelFor).tallies(ctx, s, n, w)
	}
	spans := pieces.Spans(chunks)
	tallies, err := workers.MapSpans[work, Tally](ctx, e.engine, s.kernel.Simulate, s.work(n, w), spans, s.messages(w))
	if err != nil {
		return nil, err
	}
	for i, span := range spans {
		if err := tallies[i].check(min(span.To*Chunk, n)-span.From*Chunk, w); err != nil {
			return nil, err
		}
	}
	return tallies, nil
}

const (
	leastHandedOut = 256                 // chunks that are worth a message: with AVX-512 they take fourteen milliseconds
	mostHandedOut  = 64 * leastHandedOut // the most that is lost with a worker that dies
	largestAnswer  = 6 << 20             // bytes, of the 8 MiB that package cluster has for a message
)

// messages says how many chunks a message may have. The answer has the returns inside the
// window, which are few, unless the pilot has missed the quantile or all returns are equal.
func (s simulation) messages(w Window) pieces.Bounds {
	returns := Chunk * s.model.share(w)
	most := max(1, int(min(mostHandedOut, largestAnswer/(mostBytes*returns))))
	return pieces.Bounds{Least: min(leastHandedOut, most), Most: most}
}

// share returns which part of the portfolio's returns is about inside the window.
func (m *Model) share(w Window) float64 {
	if m.sigma() == 0 {
		return 1 // all returns are equal
	}
	returns := distuv.Normal{Mu: m.mean, Sigma: m.sigma()}
	return returns.CDF(w.High) - returns.CDF(w.Low)
}

// check refuses what can't be the tally of n returns.
func (t Tally) check(n int, w Window) error {
	if t.Below < 0 || t.Below > n-len(t.Inside) {
		return fmt.Errorf("risk: a worker tallies %d returns below the window and %d inside, of %d", t.Below, len(t.Inside), n)
	}
	for _, x := range t.Inside {
		if !(w.Low <= x && x <= w.High) { // NaN is within no bounds
			return fmt.Errorf("risk: a worker tallies %v as inside the window %v to %v", x, w.Low, w.High)
		}
	}
	return nil
}

// A work is what all spans have in common.
type work struct {
	Weights, Mu, Sigma []float64
	Correlation        []float64 // a row after the other; nil if independent
	Window             Window
	N                  int
	Seed               uint64
}

func (s simulation) work(n int, w Window) work {
	p := s.model.Portfolio
	sent := work{Weights: p.Weights, Mu: p.Mu, Sigma: p.Sigma, Window: w, N: n, Seed: s.seed}
	if p.Correlation != nil {
		sent.Correlation = mat.DenseCopyOf(p.Correlation).RawMatrix().Data
	}
	return sent
}

func (w work) portfolio() Portfolio {
	p := Portfolio{Weights: w.Weights, Mu: w.Mu, Sigma: w.Sigma}
	if w.Correlation != nil {
		p.Correlation = mat.NewSymDense(len(w.Weights), w.Correlation)
	}
	return p
}

// span tallies a span. A portfolio that no driver has sent gives an empty tally, which the
// driver refuses.
func (w work) span(s pieces.Span, kernel Kernel) Tally {
	model, err := NewModel(w.portfolio())
	if err != nil {
		return Tally{}
	}
	return simulation{model: model, seed: w.Seed, kernel: kernel}.span(context.Background(), w.N, s, w.Window)
}

// Register lets [Cluster] take a kernel, whose Simulate is a declared function. Call it
// from an init function.
func Register(kernel Kernel) {
	p := Lecture()
	probe := work{Weights: p.Weights, Mu: p.Mu, Sigma: p.Sigma, Window: Window{Low: -0.1, High: 0}, N: 1000, Seed: 1}
	workers.RegisterSpans(kernel.Simulate, func(w work, s pieces.Span) Tally { return w.span(s, kernel) }, probe)
}

func init() {
	Register(Scalar)
	Register(Unrolled)
	Register(SIMD)
}
