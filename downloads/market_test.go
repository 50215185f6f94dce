package downloads_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"speedup.example/downloads"
	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	"speedup.example/internal/quotes"
)

// A market is what the downloads of one size need.
type market struct {
	tickers []string
	want    []downloads.Summary
	fetch   downloads.Fetch
	latency time.Duration
}

func (m *market) open(b *testing.B, size course.Size) {
	m.latency = size.Latency
	m.tickers, m.want = served(b, size.N)
	client := serve(b, size.Latency)
	require.NoError(b, client.WarmUp(b.Context(), m.tickers, size.Limit))
	m.fetch = client.Fetch
}

// wait does nothing but wait: limit latencies at a time, each as long as the
// server's.
func (m *market) wait(ctx context.Context, tickers []string, limit int, _ downloads.Fetch, _ downloads.Kernel) ([]downloads.Summary, error) {
	for left := len(tickers); left > 0; left -= limit {
		if err := quotes.Sleep(ctx, m.latency); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// serve starts a quote server, and returns its client. The server has a process of its
// own, so the metric cores counts the downloads alone.
func serve(b *testing.B, latency time.Duration) *quotes.Client {
	server, err := quotes.StartProcess(latency)
	require.NoError(b, err)
	client, err := quotes.NewClient(server.URL, time.Minute)
	require.NoError(b, err)
	b.Cleanup(func() {
		client.CloseIdleConnections()
		server.Close()
	})
	return client
}

// served returns the first n tickers, and the summaries of the server's
// histories.
func served(b *testing.B, n int) ([]string, []downloads.Summary) {
	tickers := quotes.Tickers(n)
	summaries := make([]downloads.Summary, n)
	for i, ticker := range tickers {
		history, err := quotes.History(ticker)
		require.NoError(b, err)
		summaries[i] = downloads.Scalar(history)
	}
	return tickers, summaries
}

// near returns an error for the first answer that is not what the server sent.
func near(got, want []downloads.Summary) error {
	if len(got) != len(want) {
		return errors.New("not as many answers as tickers")
	}
	for i := range want {
		if err := errors.Join(
			bench.Near(got[i].Last, want[i].Last, 1e-9),
			bench.Near(got[i].MeanReturn, want[i].MeanReturn, 1e-9),
			bench.Near(got[i].Volatility, want[i].Volatility, 1e-9),
		); err != nil {
			return err
		}
	}
	return nil
}
