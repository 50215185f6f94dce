package downloads_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"speedup.example/downloads"
	"speedup.example/internal/quotes"
)

// The driver says how many downloads wait at a time, the fetch where a history
// comes from, the kernel what is made of it. This market is in the same program
// and answers at once. A sequence needs no limit but 1.
func ExampleSequential() {
	market := new(quotes.Market)
	tickers := []string{"AAPL", "GOOGL", "MSFT"}
	summaries, err := downloads.Sequential(context.Background(), tickers, 1, market.Fetch, downloads.Scalar)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, ticker := range tickers {
		s := summaries[i]
		fmt.Printf("%-5s $%.2f, volatility %.0f %%\n", ticker, s.Last, 100*s.Volatility)
	}
	// Output:
	// AAPL  $465.27, volatility 36 %
	// GOOGL $320.55, volatility 44 %
	// MSFT  $292.82, volatility 26 %
}

// Over HTTP: one client for all downloads, six of them at a time. The answers
// come in any order, and are returned in the order of the tickers.
//
//lab:drop
func ExampleParallel() {
	market := &quotes.Market{Latency: time.Millisecond}
	server, err := quotes.Start(market.Handler())
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	client, err := quotes.NewClient(server.URL, 10*time.Second)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer client.CloseIdleConnections()

	ctx, tickers := context.Background(), []string{"AAPL", "GOOGL", "MSFT", "AMZN", "META", "NVDA"}
	six, err := downloads.Parallel(ctx, tickers, 6, client.Fetch, downloads.Scalar)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, ticker := range tickers {
		fmt.Printf("%-5s $%.2f\n", ticker, six[i].Last)
	}
	// Output:
	// AAPL  $465.27
	// GOOGL $320.55
	// MSFT  $292.82
	// AMZN  $621.87
	// META  $406.11
	// NVDA  $347.50
}

// One failure ends all downloads at once: AAPL would never have an answer. The
// error tells people and programs which ticker failed.
//
//lab:drop
func ExampleParallel_failure() {
	market := &quotes.Market{Failures: map[string]quotes.Failure{
		"AAPL": quotes.Silent,
		"META": quotes.Status500,
	}}
	_, err := downloads.Parallel(context.Background(), quotes.Tickers(6), 6, market.Fetch, downloads.Scalar)
	fmt.Println(err)
	if failed, ok := errors.AsType[*downloads.Error](err); ok {
		fmt.Println("try again without", failed.Ticker)
	}
	// Output:
	// downloads: META: quotes: status 500
	// try again without META
}

// An error names the argument and its bounds, and comes without a result.
//
//lab:drop
func ExampleParallel_badInput() {
	_, err := downloads.Parallel(context.Background(), quotes.Tickers(6), 0, new(quotes.Market).Fetch, downloads.Scalar)
	fmt.Println(err)
	// Output: downloads: limit is 0 downloads in flight, want at least 1
}

// Fastest asks two mirrors, returns the answer of the faster one, and cancels the other.
//
//lab:drop
func ExampleFastest() {
	near, far := &quotes.Market{Latency: time.Millisecond}, &quotes.Market{Latency: time.Hour}
	closes, err := downloads.Fastest(context.Background(), "AAPL", far.Fetch, near.Fetch)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d closes, the last $%.2f\n", len(closes), closes[len(closes)-1])
	// Output: 253 closes, the last $465.27
}
