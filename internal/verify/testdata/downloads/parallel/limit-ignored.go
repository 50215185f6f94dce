// All downloads begin at once, whatever the limit is.
//
//verify:fails overlap
//verify:says All 11 pieces began at once, and 7 were allowed
//verify:says nothing holds them back. g.SetLimit makes g.Go wait for a free place
package downloads

import (
	"context"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := check(tickers, limit); err != nil {
		return nil, err
	}
	summaries := make([]Summary, len(tickers))
	g, ctx := errgroup.WithContext(ctx)
	for i, ticker := range tickers {
		g.Go(func() (err error) {
			summaries[i], err = download(ctx, ticker, fetch, summarize)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return summaries, nil
}
