// Package downloads gets the price histories of many stocks over HTTP, one
// after the other and many at a time.
//
// # The problem
//
// A download is a request to a server and then a long wait. The lecture's
// download_stock (exercise 1) takes a second, in which this machine has nothing
// to do: it is I/O-bound. So six downloads need no second core to be faster.
// They only need to wait at the same time.
//
// # The law behind it
//
// One after the other, latencies add up: n downloads take n latencies. With at
// most limit of them in flight they take ⌈n/limit⌉ latencies, on any number of
// cores. Little's law says the same of a steady stream: downloads in flight =
// downloads per second × latency, so 50 in flight at 20 ms each are 2500 a
// second. The limit is how hard we lean on somebody else's server.
//
// # The code
//
// A [Fetch] gets one history, and a kernel ([Scalar], [Unrolled]) summarizes it.
// A driver ([Sequential], [Parallel]) does so for many tickers. Any driver takes
// any fetch and any kernel. Here the fetch is the HTTP client's in
// internal/quotes:
//
//	downloads.Parallel(ctx, tickers, 50, client.Fetch, downloads.Unrolled)
//
// This exercise needs no vector instructions. The row of Unrolled in the table shows why.
package downloads

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// A Fetch downloads the price history of a ticker: daily closes in dollars,
// oldest first, as [Kernel] wants them. When ctx ends, it returns soon, with an
// error that wraps ctx's. Several goroutines call it at once.
type Fetch func(ctx context.Context, ticker string) ([]float64, error)

// A Kernel summarizes a price history of at least [MinCloses] daily closes, each
// from 10⁻⁶ to 10⁹ dollars.
type Kernel func(closes []float64) Summary

// Scalar is the textbook's formula, one return after the other: first the mean
// of the daily returns, then their deviations from it. It prioritizes clarity
// over speed, because it specifies the other kernels.
func Scalar(closes []float64) Summary {
	days := len(closes) - 1
	sum := 0.0
	for day := range days {
		sum += closes[day+1]/closes[day] - 1
	}
	mean, squares := sum/float64(days), 0.0
	for day := range days {
		deviation := closes[day+1]/closes[day] - 1 - mean
		squares += deviation * deviation
	}
	return Summary{
		Last:       closes[days],
		MeanReturn: mean,
		Volatility: annualized(squares / float64(days-1)),
	}
}

// Sequential downloads and summarizes the tickers, at least one, one after the
// other. The limit, at least 1, is for [Parallel]: a sequence keeps any limit.
// The answers are in the order of the tickers.
//
// The first failure ends it. Then there are no answers, and an [*Error] names
// the ticker. A ctx that ends is such a failure, and the error wraps ctx's.
func Sequential(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := check(tickers, limit); err != nil {
		return nil, err
	}
	summaries := make([]Summary, len(tickers))
	for i, ticker := range tickers {
		var err error
		summaries[i], err = download(ctx, ticker, fetch, summarize)
		if err != nil {
			return nil, err
		}
	}
	return summaries, nil
}

// An Error is a failed download: the ticker, and what went wrong.
type Error struct {
	Ticker string
	Err    error
}

// Error says, for example, "downloads: AAPL: quotes: status 500 Internal Server Error".
func (e *Error) Error() string {
	return fmt.Sprintf("downloads: %s: %v", e.Ticker, e.Err)
}

// Unwrap returns what went wrong.
func (e *Error) Unwrap() error {
	return e.Err
}

// check returns an error if the arguments of a driver are wrong.
func check(tickers []string, limit int) error {
	if len(tickers) == 0 {
		return fmt.Errorf("downloads: tickers is empty, want at least 1 ticker")
	}
	if i := slices.Index(tickers, ""); i >= 0 {
		return fmt.Errorf("downloads: tickers[%d] is empty, want a ticker", i)
	}
	if limit < 1 {
		return fmt.Errorf("downloads: limit is %d downloads in flight, want at least 1", limit)
	}
	return nil
}

// checkMirrors returns an error if the arguments of [Fastest] are wrong, or ctx
// has ended.
func checkMirrors(ctx context.Context, ticker string, mirrors []Fetch) error {
	if ticker == "" {
		return errors.New("downloads: ticker is empty, want a ticker")
	}
	if len(mirrors) == 0 {
		return errors.New("downloads: mirrors is empty, want at least 1 mirror")
	}
	if err := ctx.Err(); err != nil {
		return named(ticker, err)
	}
	return nil
}

// download gets one ticker's history and summarizes it. Every error names the
// ticker. Nothing begins once ctx has ended: fetch may not look.
func download(ctx context.Context, ticker string, fetch Fetch, summarize Kernel) (Summary, error) {
	if err := ctx.Err(); err != nil {
		return Summary{}, named(ticker, err)
	}
	closes, err := fetch(ctx, ticker)
	if err == nil {
		err = checkCloses(closes)
	}
	if err != nil {
		return Summary{}, named(ticker, err)
	}
	return summarize(closes), nil
}

// named adds the ticker to an error that lacks it. A fetch may be [Fastest],
// which adds it too.
func named(ticker string, err error) error {
	if _, already := errors.AsType[*Error](err); already {
		return err
	}
	return &Error{ticker, err}
}
