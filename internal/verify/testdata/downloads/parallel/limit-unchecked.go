// A limit of 0 is not refused, and leaves no place for any download.
//
//verify:fails bad-input
//verify:says Check the arguments first, as Sequential does
package downloads

import (
	"context"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	summaries := make([]Summary, len(tickers))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(limit)
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
