package quotes_test

import (
	"context"
	"io"
	"math"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/quotes"
)

func TestTickers(t *testing.T) {
	assert.Equal(t, []string{"AAPL", "GOOGL", "MSFT", "AMZN", "META", "NVDA", "S006"}, quotes.Tickers(7))
	all := quotes.Tickers(quotes.Listed)
	assert.Equal(t, "S999", all[quotes.Listed-1])
	different := map[string]bool{}
	for _, ticker := range all {
		different[ticker] = true
	}
	assert.Len(t, different, quotes.Listed)
}

// A client accepts every history, and it looks like a stock's: over all tickers
// the daily returns have the deviation that History promises.
func TestHistory(t *testing.T) {
	squares := 0.0
	for _, ticker := range quotes.Tickers(quotes.Listed) {
		closes, err := quotes.History(ticker)
		require.NoError(t, err)
		require.Len(t, closes, quotes.Closes)
		require.True(t, 100 <= closes[0] && closes[0] <= 500, "%s starts at %v", ticker, closes[0])
		require.Equal(t, -1, slices.IndexFunc(closes, badPrice), "%s: a price not above 0, or not in whole cents", ticker)
		for day := range closes[1:] {
			squares += math.Pow(math.Log(closes[day+1]/closes[day]), 2)
		}
	}
	// The mean of σ² for σ uniform in [0.15, 0.45] is 0.0975.
	assert.InEpsilon(t, 0.0975, squares/quotes.Listed, 0.05, "variance a year")
}

func badPrice(price float64) bool {
	return !(price > 0) || math.IsInf(price, 0) || math.Round(100*price)/100 != price
}

func TestHistoryDependsOnTheTickerOnly(t *testing.T) {
	first, err := quotes.History("AAPL")
	require.NoError(t, err)
	first[0] = -1 // the caller's copy
	apple, _ := quotes.History("AAPL")
	again, _ := quotes.History("AAPL")
	other, _ := quotes.History("GOOGL")
	assert.Equal(t, apple, again)
	assert.NotEqual(t, first, again)
	assert.NotEqual(t, other, again)
}

func TestUnknownTicker(t *testing.T) {
	for _, ticker := range []string{"", "aapl", "S000", "S1000"} {
		closes, err := quotes.History(ticker)
		require.ErrorIs(t, err, quotes.ErrUnknownTicker)
		require.ErrorContains(t, err, "quotes: unknown ticker")
		assert.Nil(t, closes)
		closes, err = new(quotes.Market).Fetch(t.Context(), ticker)
		require.ErrorIs(t, err, quotes.ErrUnknownTicker)
		assert.Nil(t, closes)
	}
}

func TestFetchTakesItsLatency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		market := quotes.Market{
			Latency:  time.Second,
			Failures: map[string]quotes.Failure{"META": quotes.Status500, "NVDA": quotes.Silent},
		}
		start := time.Now()
		closes, err := market.Fetch(t.Context(), "AAPL")
		require.NoError(t, err)
		assert.Len(t, closes, quotes.Closes)
		assert.Equal(t, time.Second, time.Since(start))

		_, err = market.Fetch(t.Context(), "META")
		require.EqualError(t, err, "quotes: status 500")
		assert.Equal(t, 2*time.Second, time.Since(start))

		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err = market.Fetch(ctx, "NVDA")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, time.Minute+2*time.Second, time.Since(start))
	})
}

func TestFetchHonoursItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		market := quotes.Market{Latency: time.Second}
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		start := time.Now()
		_, err := market.Fetch(ctx, "AAPL")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 300*time.Millisecond, time.Since(start))
	})
}

func start(t *testing.T, market *quotes.Market) *quotes.Server {
	t.Helper()
	server, err := quotes.Start(market.Handler())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close()) })
	return server
}

func TestServer(t *testing.T) {
	server := start(t, &quotes.Market{Failures: map[string]quotes.Failure{
		"MSFT": quotes.Status500,
		"AMZN": quotes.NotJSON,
		"META": quotes.WrongTicker,
	}})
	client := http.Client{Transport: new(http.Transport)}
	defer client.CloseIdleConnections()
	for _, want := range []struct {
		path   string
		status int
		begins string
	}{
		{"/history/AAPL", http.StatusOK, `{"ticker":"AAPL","closes":[`},
		{"/history/NOPE", http.StatusNotFound, `quotes: unknown ticker "NOPE"`},
		{"/history/a%2Fb", http.StatusNotFound, `quotes: unknown ticker "a/b"`},
		{"/", http.StatusNotFound, ""},
		{"/history/MSFT", http.StatusInternalServerError, "the market is closed"},
		{"/history/AMZN", http.StatusOK, "<html>"},
		{"/history/META", http.StatusOK, `{"ticker":"NOT-META","closes":[`},
	} {
		response, err := client.Get(server.URL + want.path)
		require.NoError(t, err)
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		assert.Equal(t, want.status, response.StatusCode, want.path)
		assert.True(t, strings.HasPrefix(string(body), want.begins), "%s: %.60s", want.path, body)
	}
	assert.Equal(t, 1, server.Connections(), "connections for requests that follow one another")
}

// Close ends a request that would never have an answer, and returns after its end.
func TestServerCloseEndsRequests(t *testing.T) {
	market := quotes.Market{Failures: map[string]quotes.Failure{"AAPL": quotes.Silent}}
	began := make(chan struct{})
	var ended atomic.Bool
	server, err := quotes.Start(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(began)
		market.Handler().ServeHTTP(w, r)
		time.Sleep(10 * time.Millisecond) // so a Close that does not wait is first
		ended.Store(true)
	}))
	require.NoError(t, err)
	client := http.Client{Transport: new(http.Transport)}
	defer client.CloseIdleConnections()
	result := make(chan error, 1)
	go func() {
		_, err := client.Get(server.URL + "/history/AAPL")
		result <- err
	}()
	<-began
	require.NoError(t, server.Close())
	assert.True(t, ended.Load(), "the request has ended when Close returns")
	require.Error(t, <-result)
	require.NoError(t, server.Close(), "a second time")
}
