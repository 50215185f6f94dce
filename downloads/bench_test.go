package downloads_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"speedup.example/downloads"
	"speedup.example/internal/bench"
	"speedup.example/internal/quotes"
)

// The sizes come with the latency of the server and the limit of [Parallel], so
// it is their indices that [bench.Sizes] chooses from. The last two are the
// lecture's: 6 s or 1 s, and 10 s or 0.2 s.
var sizes = []struct {
	tickers, limit int
	latency        time.Duration
}{
	{6, 6, 10 * time.Millisecond},
	{60, 20, 4 * time.Millisecond},
	{6, 6, time.Second},
	{500, 50, 20 * time.Millisecond},
}

func BenchmarkDownloads(b *testing.B) {
	for _, i := range bench.Sizes(0, 1, 2, 3) {
		if i >= len(sizes) {
			b.Fatalf("-sizes: %d is no number of a size of the downloads, want 0 to %d", i, len(sizes)-1)
		}
		size := sizes[i]
		tickers, want := served(b, size.tickers)
		fetch := serve(b, size.latency)
		warmUp(b, tickers, size.limit, fetch)
		for _, row := range bench.Rows(downloads.Sequential, downloads.Parallel, downloads.Scalar, downloads.Unrolled) {
			bench.Measure(b, bench.Cell[[]downloads.Summary]{
				N: size.tickers, Impl: row.Impl, Units: size.tickers, Unit: "download",
				Run: func(ctx context.Context) ([]downloads.Summary, error) {
					return row.Drive(ctx, tickers, size.limit, fetch, row.Kernel)
				},
				Check: func(got []downloads.Summary) error { return near(got, want) },
			})
		}
		// As many downloads at a time as allowed, each as fast as the server: waiting
		// is all that is left.
		bench.Limit(b, size.tickers, size.tickers, "download", func(ctx context.Context) error {
			for left := size.tickers; left > 0; left -= size.limit {
				if err := quotes.Sleep(ctx, size.latency); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// serve starts a quote server, and returns the fetch of a client of it. The server
// is a process of its own, so that the metric cores counts the downloads alone.
func serve(b *testing.B, latency time.Duration) downloads.Fetch {
	server, err := quotes.StartProcess(latency)
	require.NoError(b, err)
	client, err := downloads.NewClient(server.URL, time.Minute)
	require.NoError(b, err)
	b.Cleanup(func() {
		client.CloseIdleConnections()
		server.Close()
	})
	return client.Fetch
}

// warmUp downloads everything once, so that there are as many connections as are
// needed when the time begins, as in a program that has been running for a while.
func warmUp(b *testing.B, tickers []string, limit int, fetch downloads.Fetch) {
	var g errgroup.Group
	g.SetLimit(limit)
	for _, ticker := range tickers {
		g.Go(func() error {
			_, err := fetch(b.Context(), ticker)
			return err
		})
	}
	require.NoError(b, g.Wait())
}

// served returns the first n tickers, and the summaries of the histories that
// the server has of them.
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

// near reports the first answer that is not what the server served.
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
