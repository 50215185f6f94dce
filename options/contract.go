package options

import (
	"errors"
	"fmt"
	"math"
)

// A Kind of option.
type Kind int

const (
	Call Kind = iota // the right to buy
	Put              // the right to sell
)

// String returns "call" or "put".
func (k Kind) String() string {
	switch k {
	case Call:
		return "call"
	case Put:
		return "put"
	}
	return fmt.Sprintf("Kind(%d)", int(k))
}

// A Contract is a European option on a share that pays no dividend.
type Contract struct {
	Kind       Kind
	Spot       float64 // the share's price today, above 0 and up to 10¹², in any currency
	Strike     float64 // the price agreed on, above 0 and up to 10¹², in the same currency
	Rate       float64 // riskless interest a year, continuously compounded, −1 to 1 (0.05 is 5 %)
	Volatility float64 // standard deviation of the log return over a year, 0 to 5 (0.2 is 20 %)
	Expiry     float64 // years until expiry, 0 to 100
}

// Lecture returns the lecture's eight contracts: calls with the strikes 80, 85,
// …, 115. The lecture leaves the rest open. Here the spot is 100, the rate 5 %,
// the volatility 20 % and the expiry one year.
func Lecture() []Contract {
	var contracts []Contract
	for strike := 80.0; strike <= 115; strike += 5 {
		contracts = append(contracts, Contract{Call, 100, strike, 0.05, 0.2, 1})
	}
	return contracts
}

// payoff returns what the contract is worth at expiry if the share then costs
// spot.
func (c Contract) payoff(spot float64) float64 {
	if c.Kind == Put {
		return max(c.Strike-spot, 0)
	}
	return max(spot-c.Strike, 0)
}

// MaxPaths is the largest number of paths for a contract that a driver accepts,
// 10¹². That is hours of work, and a cancelled context can't end a contract in
// the middle.
const MaxPaths = 1_000_000_000_000

// maxMoney bounds prices, so no sum of squares overflows.
const maxMoney = 1e12

func (c Contract) check() error {
	fields := []struct {
		name             string
		value, low, high float64
	}{
		{"Spot", c.Spot, math.SmallestNonzeroFloat64, maxMoney},
		{"Strike", c.Strike, math.SmallestNonzeroFloat64, maxMoney},
		{"Rate", c.Rate, -1, 1},
		{"Volatility", c.Volatility, 0, 5},
		{"Expiry", c.Expiry, 0, 100},
	}
	if c.Kind != Call && c.Kind != Put {
		return fmt.Errorf("Kind is %v, want Call or Put", c.Kind)
	}
	for _, f := range fields {
		if !(f.low <= f.value && f.value <= f.high) { // NaN is within no bounds
			return fmt.Errorf("%s is %v, want %v to %v", f.name, f.value, f.low, f.high)
		}
	}
	return nil
}

func check(contracts []Contract, paths int) error {
	if len(contracts) == 0 {
		return errors.New("options: contracts is empty, want at least one")
	}
	if paths < 1 || int64(paths) > MaxPaths {
		return fmt.Errorf("options: paths is %d, want 1 to %d", paths, int64(MaxPaths))
	}
	for i, c := range contracts {
		if err := c.check(); err != nil {
			return fmt.Errorf("options: contracts[%d].%w", i, err)
		}
	}
	return nil
}
