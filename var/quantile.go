package risk

import (
	"context"
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
)

// MaxSims is the largest number of simulations that a driver accepts. Of n returns
// about 94·√(n·α(1−α)) are kept, with α = 1 − level: at MaxSims and the level 0.95
// the process takes 25 MB with [Unrolled], at a tenth of that 10 MB, and at a
// hundredth 6 MB. Returns that equal the quantile are kept as well, which counts
// if they are many, as without any Sigma.
const MaxSims = 1_000_000_000

// A Risk figure is a loss as a fraction of the portfolio's value: 0.2 means
// that a fifth is lost, a negative figure that something is won.
type Risk struct {
	VaR       float64 // exceeded with the probability 1 − level; the lecture's function returns −VaR
	Low, High float64 // confidence interval of VaR, at 95 % or a little more; an end is -Inf or +Inf where n is too small for it
	ES        float64 // expected shortfall: the mean of the losses that reach VaR
}

// Normal returns the exact risk of the portfolio, whose return is normal with
// mean μ and standard deviation σ: with α = 1 − level, z the α-quantile of the
// standard normal distribution and φ its density,
//
//	VaR = −(μ + z·σ),  ES = −μ + σ·φ(z)/α.
//
// (A. McNeil, R. Frey, P. Embrechts, "Quantitative Risk Management", Princeton
// 2005, section 2.2.) The interval is the point. Errors are those of the drivers.
func Normal(p Portfolio, level float64) (Risk, error) {
	m, err := NewModel(p)
	if err == nil {
		err = checkLevel(level)
	}
	if err != nil {
		return Risk{}, err
	}
	z := distuv.UnitNormal.Quantile(1 - level)
	v := -(m.mean + z*m.deviation())
	return Risk{v, v, v, -m.mean + m.deviation()*distuv.UnitNormal.Prob(z)/(1-level)}, nil
}

func checkLevel(level float64) error {
	if !(1e-6 <= level && level <= 1-1e-6) { // NaN is within no bounds
		return fmt.Errorf("risk: level is %v, want 0.000001 to 0.999999 (0.95 is usual)", level)
	}
	return nil
}

// A quantile knows which of n sorted returns make up the answer, and in which
// window they will be.
type quantile struct {
	kernel          Kernel
	model           *Model
	seed            uint64
	chunks          []int // sizes of the pieces
	n               int
	low, rank, high int // of the sorted returns, from 0: the quantile and its interval
	window          Window
	cancelled       func() error // the error of the driver's context
}

// newQuantile checks the arguments of drive, the driver that calls it, and lets
// drive do the pilot run.
func newQuantile(ctx context.Context, drive driver, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (*quantile, error) {
	if n < 1 || n > MaxSims {
		return nil, fmt.Errorf("risk: n is %d simulations, want 1 to %d", n, MaxSims)
	}
	if err := checkLevel(level); err != nil {
		return nil, err
	}
	model, err := NewModel(p)
	if err != nil {
		return nil, err
	}
	window, err := pilot(ctx, drive, p, n, level, seed, kernel)
	if err != nil {
		return nil, err
	}
	q := &quantile{
		kernel: kernel, model: model, seed: seed, chunks: pieces.Split(n, Chunk), n: n,
		window: window, cancelled: ctx.Err,
	}
	q.setRanks(1 - level)
	return q, nil
}

// tally simulates piece i.
func (q *quantile) tally(i int) Tally {
	return q.kernel.Simulate(q.model, q.chunks[i], q.window, random.Stream{Seed: q.seed, Piece: uint64(i)})
}

// risk reads the answer off the tallies of all pieces.
func (q *quantile) risk(tallies []Tally) (Risk, error) {
	t := merge(tallies)
	for q.widen(t) {
		if err := q.tallyAgain(tallies); err != nil {
			return Risk{}, err
		}
		t = merge(tallies)
	}
	if err := q.check(t); err != nil {
		return Risk{}, err
	}
	return q.read(t), nil
}

// read narrows xs, which begins as the returns inside the window, to the interval
// around the quantile, and there is little left then in which to look for it.
func (q *quantile) read(t Tally) Risk {
	r := Risk{Low: math.Inf(-1), High: math.Inf(1)}
	xs, below, first := t.Inside, t.Sum, t.Below // first is the rank of the lowest in xs
	if q.high < q.n {
		xs = q.front(xs, q.high-first)
		r.Low = -xs[len(xs)-1]
	}
	if q.low >= 0 {
		last := q.low - first
		r.High = -q.front(xs, last)[last]
		xs, below, first = xs[last:], below+sum(xs[:last]), q.low
	}
	front := q.front(xs, q.rank-first)
	r.VaR = -front[len(front)-1]
	r.ES = -(below + sum(front)) / float64(q.rank+1)
	return r
}

// front returns the lowest elements of xs, those of the ranks from 0 to last, the
// highest of them at the end.
func (q *quantile) front(xs []float64, last int) []float64 {
	q.kernel.Lowest(xs, last+1)
	return xs[:last+1]
}

// ends returns the first and the last rank that the answer takes.
func (q *quantile) ends() (first, last int) {
	return max(q.low, 0), min(q.high, q.n-1)
}

// widen opens the window at the end beyond which a part of the answer lies, and
// reports whether there is one. The pilot is hardly ever so wrong; but no answer
// shall depend on luck.
func (q *quantile) widen(t Tally) bool {
	before := q.window
	first, last := q.ends()
	if first < t.Below {
		q.window.Low = math.Inf(-1)
	}
	if last >= t.Below+len(t.Inside) {
		q.window.High = math.Inf(1)
	}
	return q.window != before
}

func (q *quantile) tallyAgain(tallies []Tally) error {
	for i := range tallies {
		if err := q.cancelled(); err != nil {
			return err
		}
		tallies[i] = q.tally(i)
	}
	return nil
}

// check finds out what a wrong kernel did.
func (q *quantile) check(t Tally) error {
	if first, last := q.ends(); !t.has(first, last) {
		return fmt.Errorf("risk: the kernel tallied %d returns below the window and %d inside, of %d: some are missing",
			t.Below, len(t.Inside), q.n)
	}
	if total := t.Sum + sum(t.Inside); math.IsNaN(total) || math.IsInf(total, 0) {
		return fmt.Errorf("risk: the kernel's returns add up to %v, want finite numbers", total)
	}
	return nil
}
