package quotes

import (
	"context"
	"fmt"
	"time"
)

// A Market answers requests for price histories. The zero value answers at once
// and never fails. Set the fields before the first request, and leave them
// alone after it: requests read them concurrently, without a lock.
type Market struct {
	// Latency is the time from a request to its answer, whether that is a
	// history or a failure.
	Latency time.Duration
	// Failures has the tickers that fail, and how.
	Failures map[string]Failure
}

// A Failure is a way not to answer a request.
type Failure string

// The failures of real servers.
const (
	Status500   Failure = "status 500"                     // an error, honestly reported
	NotJSON     Failure = "an answer that is not JSON"     // status 200 and a web page for humans
	WrongTicker Failure = "an answer about another ticker" // another ticker's history
	TooLong     Failure = "an answer of 64 MB"             // far more than anyone asked for
	Silent      Failure = "a request that is not answered" // until the client gives up
)

// Fetch returns the history of [History], after the market's latency. A ticker
// in Failures gets an error instead, a [Silent] one when ctx ends. The end of
// ctx ends the wait, with ctx's error.
func (m *Market) Fetch(ctx context.Context, ticker string) ([]float64, error) {
	if err := m.wait(ctx, ticker, sleep); err != nil {
		return nil, err
	}
	if failure := m.Failures[ticker]; failure != "" {
		return nil, fmt.Errorf("quotes: %s", failure)
	}
	return History(ticker)
}

// wait blocks until it is time to answer a request, or until ctx ends.
func (m *Market) wait(ctx context.Context, ticker string, sleep func(context.Context, time.Duration) error) error {
	if m.Failures[ticker] == Silent {
		<-ctx.Done()
		return ctx.Err()
	}
	return sleep(ctx, m.Latency)
}
