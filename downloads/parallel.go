package downloads

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// Parallel downloads and summarizes the tickers as [Sequential] does, with at
// most limit of them, at least 1, in flight at a time. They are a sliding
// window: as soon as one download ends, the next begins.
//
// The first failure cancels the downloads under way, and Parallel returns when
// they have ended. Theirs are errors too, but they come later, and Wait returns
// the first. Every download writes to an element of its own, so nothing needs a
// lock.
func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := checkArguments(tickers, limit); err != nil {
		return nil, err
	}
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
