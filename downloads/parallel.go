package downloads

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// Parallel downloads and summarizes the tickers as [Sequential] does, with at
// most limit of them, at least 1, in flight at a time. The window slides: as
// soon as one download ends, the next begins.
//
// The first failure cancels the downloads under way, and Parallel returns when
// they have ended. They fail too, but Parallel returns the first error.
//
//lab:stub Download with at most limit in flight, as a sliding window; the first error cancels the rest.
//lab:hint Start from the body of Sequential: which of its lines have to run in goroutines? errgroup.Group starts them with Go, and Wait waits for all and returns the first error.
//lab:hint errgroup.WithContext also makes a context that ends at the first error. Which context do the downloads need, so that they end with it?
//lab:hint g.SetLimit(limit) lets g.Go wait until a place is free: that is the window. Every download writes to summaries[i], an element of its own, so nothing needs a lock.
func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := check(tickers, limit); err != nil {
		return nil, err
	}
	// Every download writes to an element of its own, so nothing needs a lock.
	summaries := make([]Summary, len(tickers))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(limit)
	for i, ticker := range tickers {
		g.Go(func() error {
			var err error
			summaries[i], err = download(ctx, ticker, fetch, summarize)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return summaries, nil
}
