package options_test

import (
	"context"
	"fmt"
	"math"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/options"
)

type driver = func(ctx context.Context, contracts []options.Contract, paths int, seed uint64, price options.Kernel) ([]options.Price, error)

func TestSequential(t *testing.T) { driverTests(options.Sequential, check.One).Run(t) }

func TestParallel(t *testing.T) {
	check.Graded(t, "options", "Parallel", driverTests(options.Parallel, check.GOMAXPROCS))
}

func TestScalar(t *testing.T) { kernelTests(options.Scalar).Run(t) }

func TestUnrolled(t *testing.T) {
	check.Graded(t, "options", "Unrolled", kernelTests(options.Unrolled))
}

func driverTests(drive driver, limit func(procs int) int) check.Tests {
	return check.DriverTests(inPieces(drive), limit).And(check.Tests{
		"agrees":    func(t *testing.T) { agrees(t, drive, options.Scalar) },
		"order":     func(t *testing.T) { check.InOrder(t, numbers(drive)) },
		"streams":   func(t *testing.T) { streams(t, drive) },
		"bad-input": func(t *testing.T) { badInput(t, drive) },
		"cancels": func(t *testing.T) {
			check.Cancels(t, inPieces(drive), limit)
			check.NoAnswer(t, func(ctx context.Context) ([]options.Price, error) {
				return drive(ctx, options.Lecture(), 10, 1, options.Scalar)
			})
		},
	})
}

func kernelTests(kernel options.Kernel) check.Tests {
	return check.Tests{
		"truth":          func(t *testing.T) { truth(t, kernel) },
		"seeds":          func(t *testing.T) { seeds(t, kernel) },
		"repeatable":     func(t *testing.T) { repeatable(t, kernel) },
		"every-path":     func(t *testing.T) { everyPath(t, kernel) },
		"standard-error": func(t *testing.T) { standardError(t, kernel); corners(t, kernel) },
	}
}

// both returns the contracts as calls, and then as puts.
func both(contracts []options.Contract) []options.Contract {
	for _, c := range contracts {
		c.Kind = options.Put
		contracts = append(contracts, c)
	}
	return contracts
}

func truth(t *testing.T, kernel options.Kernel) {
	contracts := both([]options.Contract{
		{Spot: 100, Strike: 80, Rate: 0.05, Volatility: 0.2, Expiry: 1},
		{Spot: 100, Strike: 115, Rate: 0.05, Volatility: 0.2, Expiry: 1},
		{Spot: 7, Strike: 7.5, Rate: -0.01, Volatility: 0.6, Expiry: 0.25},
	})
	for i, c := range contracts {
		check.ZScores(t, fmt.Sprintf("a %v with strike %v", c.Kind, c.Strike), zScore(kernel, c, uint64(i)))
	}
}

// zScore returns the z-score of a single price.
func zScore(kernel options.Kernel, c options.Contract, piece uint64) func(seed uint64) float64 {
	return func(seed uint64) float64 {
		p := kernel(c, check.Pick("paths", 4001, 3999, 4002, 4100), random.Stream{Seed: seed, Piece: piece})
		return (p.Value - options.BlackScholes(c)) / p.StdErr
	}
}

// The contracts of a run are independent, too: prices of the same contract in
// neighbouring pieces, over many seeds, don't correlate.
func seeds(t *testing.T, kernel options.Kernel) {
	contracts := []options.Contract{options.Lecture()[4], options.Lecture()[4]}
	check.Neighbours(t, "a call with strike 100", zScore(kernel, contracts[0], 0))
	check.ZScores(t, "the same call twice, with the streams of pieces 0 and 1", func(seed uint64) float64 {
		p, err := options.Sequential(t.Context(), contracts, 2000, seed, kernel)
		require.NoError(t, err)
		return (p[0].Value + p[1].Value - 2*options.BlackScholes(contracts[0])) / math.Hypot(p[0].StdErr, p[1].StdErr)
	})
}

func repeatable(t *testing.T, kernel options.Kernel) {
	s := random.Stream{Seed: check.Seed(5), Piece: 3}
	first, second := kernel(options.Lecture()[2], 1000, s), kernel(options.Lecture()[2], 1000, s)
	if first != second {
		check.Fail(t, "The same stream gave the price %v, and the second time %v. Is something kept between the calls, or are the random numbers not from s?", first.Value, second.Value)
	}
}

// Thousands of short runs show what one long run can't. If their mean is the
// price, no path is dropped or counted twice. If the square of the standard
// error is the variance of the price, n−1 and not n divides it. The lengths are
// at the seams of the pair (2) and of the vectors (8, 16).
func shortRuns(kernel options.Kernel, c options.Contract, paths, runs int) (mean, variance float64) {
	var sum, squares, claimed float64
	for seed := range uint64(runs) {
		p := kernel(c, paths, random.Stream{Seed: check.Seed(seed)})
		off := p.Value - options.BlackScholes(c)
		sum += off
		squares += off * off
		claimed += p.StdErr * p.StdErr
	}
	return sum / math.Sqrt(squares), claimed / squares
}

const runs = 20_000

// meanOff returns how far the mean of the short runs is off, in its standard errors, and
// whether that is too far. A hidden check has other seeds in every class. So there it looks
// at four times as many before it says so.
func meanOff(kernel options.Kernel, c options.Contract, paths int) (mean float64, tooFar bool) {
	for _, n := range []int{runs, check.Pick("again", runs, 4*runs)} {
		if mean, _ = shortRuns(kernel, c, paths, n); math.Abs(mean) <= 4 {
			return mean, false
		}
	}
	return mean, true
}

func everyPath(t *testing.T, kernel options.Kernel) {
	for _, c := range both([]options.Contract{options.Lecture()[4]}) {
		whole := check.Pick("whole", 512, 128)
		if mean, tooFar := meanOff(kernel, c, whole); tooFar {
			check.NotJudged(t, "Not judged: the mean of 20,000 prices of a %v from %d paths each is %.1f of its standard errors away from the true price. The check truth is about that.", c.Kind, whole, mean)
		}
		for _, paths := range check.Pick("n", []int{1, 2, 3, 4, 5, 8, 9, 17}, []int{1, 2, 3, 6, 7, 13, 33}, []int{1, 2, 3, 5, 10, 15, 19}) {
			if mean, tooFar := meanOff(kernel, c, paths); tooFar {
				check.Fail(t, "The mean of 20,000 prices of a %v from %d paths each is %.1f of its standard errors away from the true price. Every path counts once, so the number of paths need not be a multiple of what a turn of the loop takes.", c.Kind, paths, mean)
			}
		}
	}
	everyPathOfABatch(t, kernel)
}

// The lengths are at the seams of the batch (512). All paths pay nearly the same
// here, so the price shows whether all of them are in the sum.
func everyPathOfABatch(t *testing.T, kernel options.Kernel) {
	c := options.Contract{Kind: options.Call, Spot: 100, Strike: 1e-9, Volatility: 1e-4, Expiry: 1}
	for _, paths := range check.Pick("n", []int{511, 512, 513, 514, 1023, 1024, 1025}, []int{500, 512, 515, 1022, 1026, 1537}, []int{510, 513, 777, 1021, 1027, 2049}) {
		p := kernel(c, paths, random.Stream{Seed: check.Seed(3)})
		if !(math.Abs(p.Value-100) <= 0.05) {
			check.Fail(t, "%d paths that all pay 100 have the mean %v. Every path counts once, and the last batch may be shorter than the others.", paths, p.Value)
		}
		if want := 0.01 / math.Sqrt(float64(paths)); !(math.Abs(p.StdErr/want-1) <= 0.2) {
			check.Fail(t, "The standard error of %d paths is %v, and should be about %v. m.price computes it from the two sums: are both over all paths, each once?", paths, p.StdErr, want)
		}
	}
}

// surely returns a call and a put that always pay, and nearly the same. So two
// paths show the spread as well as a thousand.
func surely() []options.Contract {
	return []options.Contract{
		{Kind: options.Call, Spot: 100, Strike: 50, Rate: 0.05, Volatility: 0.01, Expiry: 1},
		{Kind: options.Put, Spot: 100, Strike: 200, Rate: 0.05, Volatility: 0.01, Expiry: 1},
	}
}

func standardError(t *testing.T, kernel options.Kernel) {
	for _, c := range surely() {
		if p := kernel(c, 1, random.Stream{}); !math.IsInf(p.StdErr, 1) {
			check.Fail(t, "The standard error of a single path is %v. One path says nothing about the spread, so it has to be infinite. m.price returns that.", p.StdErr)
		}
		for _, paths := range []int{2, 3, 4, 5, 8, 9, 17} {
			if _, ratio := shortRuns(kernel, c, paths, runs); !(math.Abs(ratio-1) <= 0.1) {
				check.Fail(t, "The standard errors of 20,000 prices of a %v from %d paths each claim %.2f times the variance that the prices have. m.price computes them from the two sums, and divides by n-1: are both over all paths, the squares too?", c.Kind, paths, ratio)
			}
		}
	}
	neverPays(t, kernel)
}

// Far out of the money no path pays. With a wild share the sample lacks the paths
// that pay most. So it has seen no spread, or a small part of it.
func neverPays(t *testing.T, kernel options.Kernel) {
	for _, c := range []options.Contract{
		{Kind: options.Call, Spot: 100, Strike: 900, Rate: 0.05, Volatility: 0.2, Expiry: 1},
		{Kind: options.Put, Spot: 100, Strike: 10, Rate: 0.05, Volatility: 0.2, Expiry: 1},
		{Kind: options.Call, Spot: 100, Strike: 100, Rate: 1, Volatility: 5, Expiry: 100},
		{Kind: options.Call, Spot: 100, Strike: 1, Rate: 0.05, Volatility: 1, Expiry: 9},
	} {
		if p := kernel(c, 1000, random.Stream{Seed: 1}); !math.IsInf(p.StdErr, 1) {
			check.Fail(t, "The price of %+v from 1000 paths is %v ± %v, and the true one is %.3g. Paths that hardly ever pay can't tell their standard error, so it has to be infinite. m.price returns that.", c, p.Value, p.StdErr, options.BlackScholes(c))
		}
	}
}

// The corners of what the drivers accept give numbers. If only one path is
// possible, they are exact.
func corners(t *testing.T, kernel options.Kernel) {
	lows := options.Contract{Spot: 1e-300, Strike: 1e-300, Rate: -1}
	highs := options.Contract{Spot: 1e12, Strike: 1e12, Rate: 1, Volatility: 5, Expiry: 100}
	for corner := range 1 << 6 {
		c, set := lows, func(bit int, to *float64, from float64) {
			if corner>>bit&1 == 1 {
				*to = from
			}
		}
		c.Kind = options.Kind(corner >> 5)
		set(0, &c.Spot, highs.Spot)
		set(1, &c.Strike, highs.Strike)
		set(2, &c.Rate, highs.Rate)
		set(3, &c.Volatility, highs.Volatility)
		set(4, &c.Expiry, highs.Expiry)
		p := kernel(c, 100, random.Stream{Seed: 1})
		if math.IsNaN(p.Value) || math.IsInf(p.Value, 0) || math.IsNaN(p.StdErr) {
			check.Fail(t, "The price of %+v is %v ± %v. It has to be a number even at the corners of what is allowed. m.price takes the sums of payoff − m.typical.", c, p.Value, p.StdErr)
		}
		certain := c.Volatility*c.Expiry == 0
		if want := options.BlackScholes(c); certain && !(math.Abs(p.Value-want) <= 1e-12*(1+want)) {
			check.Fail(t, "The price of %+v is %v. Only one path is possible, and it pays %v.", c, p.Value, want)
		}
		if certain != (p.StdErr == 0) {
			check.Fail(t, "The price of %+v has the standard error %v. It is 0 only if one path is possible. m.price knows that.", c, p.StdErr)
		}
	}
}

// Values from Hull, "Options, Futures, and Other Derivatives", example 15.6
// (call 4.76, put 0.81), and C − P = S − K·exp(−r·T), which holds for any
// model of the share (put–call parity).
func TestBlackScholes(t *testing.T) {
	hull := options.Contract{Kind: options.Call, Spot: 42, Strike: 40, Rate: 0.1, Volatility: 0.2, Expiry: 0.5}
	assert.InDelta(t, 4.76, options.BlackScholes(hull), 0.005)
	hull.Kind = options.Put
	assert.InDelta(t, 0.81, options.BlackScholes(hull), 0.005)
	for _, c := range options.Lecture() {
		p := c
		p.Kind = options.Put
		parity := c.Spot - c.Strike*math.Exp(-c.Rate*c.Expiry)
		assert.InDelta(t, parity, options.BlackScholes(c)-options.BlackScholes(p), 1e-12*c.Spot)
	}
	assert.True(t, math.IsNaN(options.BlackScholes(options.Contract{})))
}

func TestLecture(t *testing.T) {
	var strikes []float64
	for _, c := range options.Lecture() {
		strikes = append(strikes, c.Strike)
	}
	assert.Equal(t, "call", options.Lecture()[0].Kind.String())
	assert.Equal(t, "put", options.Put.String())
	assert.Equal(t, []float64{80, 85, 90, 95, 100, 105, 110, 115}, strikes)
}

func agrees(t *testing.T, drive driver, kernel options.Kernel) {
	contracts, paths, seed := both(options.Lecture())[:11], check.Pick("paths", 1234, 1111, 987), check.Seed(7)
	want, err := options.Sequential(t.Context(), contracts, paths, seed, kernel)
	require.NoError(t, err)
	check.SameAnswer(t, "11 contracts", want, func(ctx context.Context) ([]options.Price, error) {
		return drive(ctx, contracts, paths, seed, kernel)
	})
}

// The drivers give every contract the stream of its own number, whatever its
// neighbours are.
func streams(t *testing.T, drive driver) {
	seed := check.Seed(9)
	check.Procs(t, 4)
	contracts := options.Lecture()
	var mu sync.Mutex
	var parts []check.Part
	prices, err := drive(t.Context(), contracts, 17, seed, func(c options.Contract, paths int, s random.Stream) options.Price {
		mu.Lock()
		defer mu.Unlock()
		parts = append(parts, check.Part{Size: paths, Stream: s})
		return options.Price{Value: c.Strike, StdErr: float64(s.Piece)}
	})
	check.NoError(t, err, "Parallel")
	sizes := make([]int, len(contracts))
	for i := range sizes {
		sizes[i] = 17
	}
	check.Streams(t, seed, sizes, parts)
	for i, c := range contracts {
		if want := (options.Price{Value: c.Strike, StdErr: float64(i)}); prices[i] != want {
			check.Fail(t, "The price of contracts[%d] is that of another contract, or of another stream.", i)
		}
	}
}

// inPieces binds a driver to as many contracts as there are pieces. The expiry
// of a contract is its number.
func inPieces(drive driver) check.Driver {
	return func(ctx context.Context, pieces int, piece func(int)) error {
		_, err := numbers(drive)(ctx, pieces, func(i int) int { piece(i); return i + 1 })
		return err
	}
}

// numbers binds a driver to contracts whose price is the number of the contract.
func numbers(drive driver) func(ctx context.Context, pieces int, number func(int) int) ([]int, error) {
	return func(ctx context.Context, pieces int, number func(int) int) (answers []int, err error) {
		contracts := make([]options.Contract, pieces)
		for i := range contracts {
			contracts[i] = options.Lecture()[0]
			contracts[i].Expiry = float64(i)
		}
		prices, err := drive(ctx, contracts, 1, 1, func(c options.Contract, _ int, _ random.Stream) options.Price {
			return options.Price{Value: float64(number(int(c.Expiry)))}
		})
		for _, price := range prices {
			answers = append(answers, int(price.Value))
		}
		return answers, err
	}
}

func badInput(t *testing.T, drive driver) {
	wrong := options.Lecture()
	wrong[3].Volatility = 20
	for _, test := range []struct {
		contracts []options.Contract
		paths     int
	}{{wrong, 10}, {nil, 10}, {options.Lecture(), 0}, {options.Lecture(), -1}, {options.Lecture(), math.MaxInt}} {
		_, want := options.Sequential(t.Context(), test.contracts, test.paths, 1, options.Scalar)
		check.SameError(t, want, func(ctx context.Context) ([]options.Price, error) {
			return drive(ctx, test.contracts, test.paths, 1, options.Scalar)
		})
	}
}

// Sequential's errors name the argument and its bounds.
func TestSequentialNamesTheArgument(t *testing.T) {
	good := options.Lecture()[0]
	bad := func(change func(*options.Contract)) options.Contract {
		c := good
		change(&c)
		return c
	}
	nan := math.NaN()
	cases := map[string]struct {
		contract options.Contract
		want     string
	}{
		"kind":                {bad(func(c *options.Contract) { c.Kind = 2 }), "contracts[1].Kind is Kind(2), want Call or Put"},
		"spot 0":              {bad(func(c *options.Contract) { c.Spot = 0 }), "contracts[1].Spot is 0, want"},
		"spot infinite":       {bad(func(c *options.Contract) { c.Spot = math.Inf(1) }), "contracts[1].Spot is +Inf, want"},
		"spot too large":      {bad(func(c *options.Contract) { c.Spot = 2e12 }), "contracts[1].Spot is 2e+12, want"},
		"strike too large":    {bad(func(c *options.Contract) { c.Strike = 2e12 }), "contracts[1].Strike is 2e+12, want"},
		"rate too large":      {bad(func(c *options.Contract) { c.Rate = 5 }), "contracts[1].Rate is 5, want -1 to 1"},
		"rate too small":      {bad(func(c *options.Contract) { c.Rate = -5 }), "contracts[1].Rate is -5, want -1 to 1"},
		"volatility too high": {bad(func(c *options.Contract) { c.Volatility = 20 }), "contracts[1].Volatility is 20, want 0 to 5"},
		"expiry too large":    {bad(func(c *options.Contract) { c.Expiry = 365 }), "contracts[1].Expiry is 365, want 0 to 100"},
		"strike negative":     {bad(func(c *options.Contract) { c.Strike = -1 }), "contracts[1].Strike is -1, want"},
		"rate NaN":            {bad(func(c *options.Contract) { c.Rate = nan }), "contracts[1].Rate is NaN, want -1 to 1"},
		"volatility NaN":      {bad(func(c *options.Contract) { c.Volatility = nan }), "contracts[1].Volatility is NaN, want 0 to 5"},
		"volatility negative": {bad(func(c *options.Contract) { c.Volatility = -0.2 }), "contracts[1].Volatility is -0.2, want 0 to 5"},
		"expiry negative":     {bad(func(c *options.Contract) { c.Expiry = -1 }), "contracts[1].Expiry is -1, want 0 to 100"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			prices, err := options.Sequential(t.Context(), []options.Contract{good, test.contract}, 10, 1, options.Scalar)
			require.ErrorContains(t, err, "options: "+test.want)
			assert.Nil(t, prices)
		})
	}
	for _, paths := range []int{0, -1, math.MaxInt} {
		_, err := options.Sequential(t.Context(), []options.Contract{good}, paths, 1, options.Scalar)
		require.EqualError(t, err, fmt.Sprintf("options: paths is %d, want 1 to 1000000000000", paths))
	}
	_, err := options.Sequential(t.Context(), nil, 10, 1, options.Scalar)
	require.ErrorContains(t, err, "contracts is empty")
}
