package options_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/options"
)

type driver = func(ctx context.Context, contracts []options.Contract, paths int, seed uint64, price options.Kernel) ([]options.Price, error)

var (
	drivers = map[string]driver{"Sequential": options.Sequential, "Parallel": options.Parallel}
	kernels = map[string]options.Kernel{"Scalar": options.Scalar, "Unrolled": options.Unrolled}
)

// both returns the contracts as calls, and then as puts.
func both(contracts []options.Contract) []options.Contract {
	for _, c := range contracts {
		c.Kind = options.Put
		contracts = append(contracts, c)
	}
	return contracts
}

func TestKernelsAgreeWithBlackScholes(t *testing.T) {
	contracts := both([]options.Contract{
		{Spot: 100, Strike: 80, Rate: 0.05, Volatility: 0.2, Expiry: 1},
		{Spot: 100, Strike: 115, Rate: 0.05, Volatility: 0.2, Expiry: 1},
		{Spot: 7, Strike: 7.5, Rate: -0.01, Volatility: 0.6, Expiry: 0.25},
	})
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			for i, c := range contracts {
				truth := options.BlackScholes(c)
				check.ZScores(t, func(seed uint64) float64 {
					p := kernel(c, 4001, random.Stream{Seed: seed, Piece: uint64(i)})
					return (p.Value - truth) / p.StdErr
				})
			}
		})
	}
}

// The contracts of a run are independent: prices of the same contract in
// neighbouring pieces, over many seeds, do not correlate.
func TestPiecesAreIndependent(t *testing.T) {
	contracts := []options.Contract{options.Lecture()[4], options.Lecture()[4]}
	truth := options.BlackScholes(contracts[0])
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			check.ZScores(t, func(seed uint64) float64 {
				p, err := options.Sequential(t.Context(), contracts, 2000, seed, kernel)
				require.NoError(t, err)
				return (p[0].Value + p[1].Value - 2*truth) / math.Hypot(p[0].StdErr, p[1].StdErr)
			})
		})
	}
}

// Thousands of short runs tell what one long run cannot: that their mean is the
// price, so that no path is dropped or counted twice, and that the square of the
// standard error is the variance of the price, so that n−1 and not n divides it.
// The lengths are at the seams of the pair (2).
func TestShortRuns(t *testing.T) {
	const runs = 20_000
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			for _, c := range both([]options.Contract{options.Lecture()[4]}) {
				truth := options.BlackScholes(c)
				for _, paths := range []int{1, 2, 3, 4, 5} {
					var sum, squares, claimed float64
					for seed := range uint64(runs) {
						p := kernel(c, paths, random.Stream{Seed: seed})
						sum += p.Value - truth
						squares += (p.Value - truth) * (p.Value - truth)
						claimed += p.StdErr * p.StdErr
					}
					assert.InDelta(t, 0, sum/math.Sqrt(squares), 4, "mean of %v from %d paths, in its standard errors", c.Kind, paths)
					if paths > 1 {
						assert.InDelta(t, 1, claimed/squares, 0.1, "variance of %v from %d paths", c.Kind, paths)
					}
				}
			}
		})
	}
}

// A single path tells nothing of the spread.
func TestStandardErrorOfOnePath(t *testing.T) {
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			assert.True(t, math.IsInf(kernel(options.Lecture()[0], 1, random.Stream{}).StdErr, 1))
		})
	}
}

// The lengths are at the seams of the batch (512). All paths pay nearly the same
// here, so the spread of the payoffs tells whether all of them are in the sum.
func TestKernelsCountEveryPath(t *testing.T) {
	c := options.Contract{Kind: options.Call, Spot: 100, Strike: 1e-9, Volatility: 1e-4, Expiry: 1}
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			for _, paths := range []int{511, 512, 513, 514, 1023, 1024, 1025} {
				p := kernel(c, paths, random.Stream{Seed: 3})
				assert.InDelta(t, 100, p.Value, 0.05, "paths=%d", paths)
				assert.InEpsilon(t, 0.01/math.Sqrt(float64(paths)), p.StdErr, 0.2, "paths=%d", paths)
			}
		})
	}
}

// The corners of what the drivers accept give numbers, and the right ones where
// a single path is possible.
func TestCorners(t *testing.T) {
	lows := options.Contract{Spot: 1e-300, Strike: 1e-300, Rate: -1}
	highs := options.Contract{Spot: 1e12, Strike: 1e12, Rate: 1, Volatility: 5, Expiry: 100}
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
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
				prices, err := options.Sequential(t.Context(), []options.Contract{c}, 100, 1, kernel)
				require.NoError(t, err)
				assert.False(t, math.IsNaN(prices[0].Value) || math.IsInf(prices[0].Value, 0), "%+v: %v", c, prices[0])
				assert.False(t, math.IsNaN(prices[0].StdErr), "%+v: %v", c, prices[0])
				if c.Volatility*c.Expiry == 0 {
					assert.InEpsilon(t, 1+options.BlackScholes(c), 1+prices[0].Value, 1e-12, "%+v", c)
				}
			}
		})
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

func TestSameAnswer(t *testing.T) {
	contracts := both(options.Lecture())[:11]
	for kernelName, kernel := range kernels {
		for driverName, drive := range drivers {
			t.Run(driverName+"/"+kernelName, func(t *testing.T) {
				want, err := options.Sequential(t.Context(), contracts, 1234, 7, kernel)
				require.NoError(t, err)
				check.SameAnswer(t, want, func() ([]options.Price, error) {
					return drive(t.Context(), contracts, 1234, 7, kernel)
				})
			})
		}
	}
}

// The drivers give every contract, whatever its neighbours are, the stream of
// its own number.
func TestDriversCutTheWork(t *testing.T) {
	contracts := options.Lecture()
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			prices, err := drive(t.Context(), contracts, 17, 9, func(c options.Contract, paths int, s random.Stream) options.Price {
				assert.Equal(t, contracts[s.Piece], c)
				assert.Equal(t, 17, paths)
				assert.Equal(t, uint64(9), s.Seed)
				return options.Price{Value: c.Strike}
			})
			require.NoError(t, err)
			for i, c := range contracts {
				assert.Equal(t, c.Strike, prices[i].Value)
			}
		})
	}
}

// inPieces binds a driver to as many contracts as it is asked for.
func inPieces(drive driver) check.Driver {
	return func(ctx context.Context, pieces int, piece func(int)) error {
		contracts := make([]options.Contract, pieces)
		for i := range contracts {
			contracts[i] = options.Lecture()[0]
		}
		_, err := drive(ctx, contracts, 1, 1, func(_ options.Contract, _ int, s random.Stream) options.Price {
			piece(int(s.Piece))
			return options.Price{}
		})
		return err
	}
}

func TestDrivers(t *testing.T) {
	t.Run("Sequential", func(t *testing.T) { check.Sequential(t, inPieces(options.Sequential)) })
	t.Run("Parallel", func(t *testing.T) { check.Parallel(t, inPieces(options.Parallel)) })
}

func TestCancelledHasNoResult(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			result, err := drive(ctx, options.Lecture(), 10, 1, options.Scalar)
			require.ErrorIs(t, err, context.Canceled)
			assert.Nil(t, result)
		})
	}
}

func TestBadInput(t *testing.T) {
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
	for driverName, drive := range drivers {
		for name, test := range cases {
			t.Run(driverName+"/"+name, func(t *testing.T) {
				prices, err := drive(t.Context(), []options.Contract{good, test.contract}, 10, 1, options.Scalar)
				require.ErrorContains(t, err, "options: "+test.want)
				assert.Nil(t, prices)
			})
		}
		t.Run(driverName+"/sizes", func(t *testing.T) {
			for _, paths := range []int{0, -1, options.MaxPaths + 1} {
				prices, err := drive(t.Context(), []options.Contract{good}, paths, 1, options.Scalar)
				require.ErrorContains(t, err, "want 1 to 1000000000000")
				assert.Nil(t, prices)
			}
			_, err := drive(t.Context(), nil, 10, 1, options.Scalar)
			require.ErrorContains(t, err, "contracts is empty")
		})
	}
}
