package options_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/random"
	"speedup.example/options"
)

// A quote is a contract with the price that QuantLib gives it.
type quote struct {
	options.Contract
	price float64
}

// quotes reads what quantlib.py has written.
func quotes(t *testing.T) (all []quote) {
	t.Helper()
	file, err := os.Open("testdata/quantlib.csv")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("only the course's own repository has QuantLib's prices")
	}
	require.NoError(t, err)
	defer file.Close()
	r := csv.NewReader(file)
	r.Comment = '#'
	rows, err := r.ReadAll()
	require.NoError(t, err)
	for _, row := range rows[1:] {
		var x [6]float64
		for i := range x {
			x[i], err = strconv.ParseFloat(row[i+1], 64)
			require.NoError(t, err)
		}
		kind := map[string]options.Kind{"call": options.Call, "put": options.Put}[row[0]]
		all = append(all, quote{options.Contract{Kind: kind, Spot: x[0], Strike: x[1], Rate: x[2], Volatility: x[3], Expiry: x[4] / 365}, x[5]})
	}
	require.Len(t, all, 100)
	return all
}

func TestBlackScholesIsQuantLibs(t *testing.T) {
	for _, q := range quotes(t) {
		assert.InDelta(t, q.price, options.BlackScholes(q.Contract), 1e-12*max(q.Spot, q.Strike), "%+v", q)
	}
}

// For a hundred contracts of all kinds the standard error covers the true price, or
// is infinite.
func TestQuantLib(t *testing.T) {
	all := quotes(t)
	t.Run("Scalar", func(t *testing.T) { covers(t, all, options.Scalar) })
	t.Run("Unrolled", func(t *testing.T) { covers(t, all, options.Unrolled) })
}

// covers prices the contracts ten times from 20,000 paths each. z is the error of a
// price in standard errors, and z² has the mean 1.
func covers(t *testing.T, all []quote, kernel options.Kernel) {
	squares, finite := 0.0, 0.0
	for seed := range uint64(10) {
		for i, q := range all {
			p := kernel(q.Contract, 20_000, random.Stream{Seed: seed, Piece: uint64(i)})
			assert.Positive(t, p.StdErr, "%+v", q)
			if math.IsInf(p.StdErr, 1) {
				continue
			}
			assert.Positive(t, p.Value, "%+v never paid", q)
			z := (p.Value - q.price) / p.StdErr
			assert.LessOrEqual(t, math.Abs(z), 5.0, "%+v costs %v ± %v", q, p.Value, p.StdErr)
			squares += z * z
			finite++
		}
	}
	t.Logf("the mean of z² is %.2f, and %.0f of 100 contracts know their standard error", squares/finite, finite/10)
	assert.InDelta(t, 1.05, squares/finite, 0.25, "mean of z²")
	assert.GreaterOrEqual(t, finite/10, 80.0, "contracts with a standard error")
}
