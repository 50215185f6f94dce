// Each of limit goroutines gets as many tickers as the others, and the remainder is dropped.
//
//verify:fails each-once
//verify:says The last 4 of 11 pieces were never done
//verify:says the remainder is work too
package downloads

import (
	"context"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := checkArguments(tickers, limit); err != nil {
		return nil, err
	}
	summaries := make([]Summary, len(tickers))
	limit = min(limit, len(tickers))
	share := len(tickers) / limit
	g, ctx := errgroup.WithContext(ctx)
	for w := range limit {
		g.Go(func() (err error) {
			for i := w * share; i < (w+1)*share; i++ {
				summaries[i], err = download(ctx, tickers[i], fetch, summarize)
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return summaries, nil
}
