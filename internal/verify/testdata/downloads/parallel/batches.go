// As many downloads as the limit allows, then wait for all of them, then the next batch.
//
//verify:fails window
//verify:says Is the work done in batches? Then all wait for the slowest of a batch.
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
	for from := 0; from < len(tickers); {
		to := len(tickers)
		if to-from > limit {
			to = from + limit
		}
		g, group := errgroup.WithContext(ctx)
		for i := from; i < to; i++ {
			g.Go(func() (err error) {
				summaries[i], err = download(group, tickers[i], fetch, summarize)
				return err
			})
		}
		if err := g.Wait(); err != nil {
			return nil, err
		}
		from = to
	}
	return summaries, nil
}
