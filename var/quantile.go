package risk

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"speedup.example/internal/pieces"
	"speedup.example/internal/random"
)

// MaxSims is the largest number of simulations that a driver accepts. At the
// level 0.95 it then takes 1.6 GB, and more the lower the level.
const MaxSims = 1_000_000_000

// A Risk figure is a loss as a fraction of the portfolio's value: 0.2 means
// that a fifth is lost, a negative figure that something is won.
type Risk struct {
	VaR       float64 // exceeded with the probability 1 − level; the lecture's function returns −VaR
	Low, High float64 // confidence interval of VaR, at 95 %; too narrow where n·(1−level) or n·level is below 50
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
	if !(0 < level && level < 1 && 1-level < 1) { // NaN is within no bounds
		return fmt.Errorf("risk: level is %v, want above 0 and below 1 (0.95 is usual)", level)
	}
	return nil
}

// A quantile knows which of n sorted returns make up the answer, and so which
// of them a piece of the work has to keep: not the 16,384 of the chunk, but the
// thousand lowest.
type quantile struct {
	simulate        Kernel
	model           *Model
	seed            uint64
	chunks          []int // sizes of the pieces
	n               int
	low, rank, high int // of the sorted returns, from 0: the quantile and its interval
}

func newQuantile(p Portfolio, n int, level float64, seed uint64, simulate Kernel) (*quantile, error) {
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
	q := &quantile{simulate: simulate, model: model, seed: seed, chunks: pieces.Split(n, Chunk), n: n}
	q.setRanks(1 - level)
	return q, nil
}

// setRanks sets the rank of the quantile, the lecture's int(n·α), and those of
// its interval. How many of n returns lie below the true quantile is binomial,
// with the standard deviation √(nα(1−α)); ranks that many times 1.96 to either
// side enclose it in 95 % of the cases, whatever the distribution of the
// returns. (W. J. Conover, "Practical Nonparametric Statistics", Wiley 1999,
// section 3.2.)
func (q *quantile) setRanks(alpha float64) {
	n := float64(q.n)
	clamp := func(rank float64) int { return int(min(max(rank, 0), n-1)) }
	// 1 − 0.9 is a little less than 0.1: without the millionth, n·α would be
	// rounded down to the rank below.
	rank := math.Floor(n*alpha + 1e-6)
	half := distuv.UnitNormal.Quantile(0.975) * math.Sqrt(n*alpha*(1-alpha))
	q.low, q.rank, q.high = clamp(math.Floor(rank-half)), clamp(rank), clamp(math.Ceil(rank+half))
}

// tail returns the lowest returns of piece i: as many as the answer takes of it
// on average, and eight standard deviations more.
func (q *quantile) tail(i int) []float64 {
	size := float64(q.chunks[i])
	share := float64(q.high+1) / float64(q.n)
	keep := math.Ceil(size*share + 8*math.Sqrt(size*share*(1-share)))
	return q.lowest(i, min(int(keep), q.chunks[i]))
}

func (q *quantile) lowest(i, keep int) []float64 {
	return q.simulate(q.model, q.chunks[i], keep, random.Stream{Seed: q.seed, Piece: uint64(i)})
}

// risk reads the answer off the tails of all pieces.
func (q *quantile) risk(tails [][]float64) Risk {
	tail, high := lowest(slices.Concat(tails...), q.high+1)
	if q.complete(tails, high) {
		tail, high = lowest(slices.Concat(tails...), q.high+1)
	}
	tail, value := lowest(tail, q.rank+1)
	shortfall := mean(tail)
	_, low := lowest(tail, q.low+1)
	return Risk{VaR: -value, Low: -high, High: -low, ES: -shortfall}
}

// complete looks for tails that end below high, the highest return that the
// answer takes, and so may lack some. It does those pieces again, keeps all of
// them, and reports whether there were any. Independent returns are never so
// uneven; but no answer shall depend on luck.
func (q *quantile) complete(tails [][]float64, high float64) (changed bool) {
	for i, tail := range tails {
		if len(tail) < q.chunks[i] && slices.Max(tail) < high {
			tails[i] = q.lowest(i, q.chunks[i])
			changed = true
		}
	}
	return changed
}

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}
