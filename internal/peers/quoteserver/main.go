// Quoteserver serves the price histories of package quotes to a client in another
// language:
//
//	quoteserver N LATENCY
//
// It prints a line of JSON, its URL, the first N tickers, and the summaries that a
// client has to arrive at; and ends when its standard input does.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"speedup.example/downloads"
	"speedup.example/internal/quotes"
)

func main() {
	if err := run(os.Stdin, os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(stdin io.Reader, stdout io.Writer, args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("quoteserver: %d arguments, want N and LATENCY", len(args))
	}
	n, err := strconv.Atoi(args[0])
	if err != nil || n < 1 || n > quotes.Listed {
		return fmt.Errorf("quoteserver: N is %q, want 1 to %d", args[0], quotes.Listed)
	}
	latency, err := time.ParseDuration(args[1])
	if err != nil || latency < 0 {
		return fmt.Errorf("quoteserver: LATENCY is %q, want a time of 0 or more, such as 20ms", args[1])
	}
	server, err := quotes.StartProcess(latency) // just as for our benchmark
	if err != nil {
		return err
	}
	defer server.Close()
	if err := announce(stdout, server.URL, quotes.Tickers(n)); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, stdin)
	return err
}

// announce prints what a client needs to know, and what it has to answer.
func announce(w io.Writer, url string, tickers []string) error {
	summaries := make([][3]float64, len(tickers))
	for i, ticker := range tickers {
		closes, err := quotes.History(ticker)
		if err != nil {
			return err
		}
		s := downloads.Scalar(closes)
		summaries[i] = [3]float64{s.Last, s.MeanReturn, s.Volatility}
	}
	return json.NewEncoder(w).Encode(map[string]any{"url": url, "tickers": tickers, "summaries": summaries})
}
