// Package quotes is the stock market that package downloads gets its price
// histories from. It is on this machine, the same for everyone, and as slow and
// broken as the caller wants.
//
// A [Market] answers in two ways. [Market.Fetch] needs no socket, so it works
// in a testing/synctest bubble, where a second of latency takes no time at
// all. A [Server] serves [Market.Handler] over real HTTP on loopback, and a [Client]
// asks it.
package quotes

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"speedup.example/internal/random"
)

const (
	// Listed is the number of tickers that the market knows.
	Listed = 1000
	// Closes is the length of every history: 252 trading days, a year of
	// daily returns, have 253 closes.
	Closes = 253
)

// ErrUnknownTicker says that the market has no such ticker.
var ErrUnknownTicker = errors.New("unknown ticker")

// tickers begins with the lecture's six. number has the place of a ticker in
// the list.
var tickers, number = list()

func list() (tickers []string, number map[string]int) {
	tickers = []string{"AAPL", "GOOGL", "MSFT", "AMZN", "META", "NVDA"}
	for i := len(tickers); i < Listed; i++ {
		tickers = append(tickers, fmt.Sprintf("S%03d", i))
	}
	number = make(map[string]int, Listed)
	for i, ticker := range tickers {
		number[ticker] = i
	}
	return tickers, number
}

// Tickers returns the first n tickers of the market, 0 ≤ n ≤ [Listed]: the
// lecture's six, AAPL GOOGL MSFT AMZN META NVDA, and then invented ones, S006
// to S999.
func Tickers(n int) []string {
	return slices.Clone(tickers[:n])
}

// History returns the daily closes of a ticker in dollars, oldest first, all of
// them above 0. They depend on the ticker only. The error of an unknown ticker
// wraps [ErrUnknownTicker].
//
// A history is a geometric random walk, rounded to cents: it starts between
// $100 and $500, as the lecture's prices do, and has a volatility between 15 %
// and 45 % a year and a drift of 8 %.
func History(ticker string) ([]float64, error) {
	piece, ok := number[ticker]
	if !ok {
		return nil, unknown(ticker)
	}
	rng := random.Stream{Piece: uint64(piece)}.Rand()
	price := 100 + 400*rng.Float64()
	yearly := 0.15 + 0.30*rng.Float64()
	drift, volatility := (0.08-yearly*yearly/2)/(Closes-1), yearly/math.Sqrt(Closes-1)
	closes := make([]float64, Closes)
	for i := range closes {
		closes[i] = max(0.01, math.Round(100*price)/100)
		price *= math.Exp(drift + volatility*rng.NormFloat64())
	}
	return closes, nil
}

func unknown(ticker string) error {
	return fmt.Errorf("quotes: %w %q", ErrUnknownTicker, ticker)
}
