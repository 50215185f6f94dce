// Wait is in the loop, so it waits for every download before the next begins.
//
//verify:fails overlap
//verify:says 1 of 7 pieces ran at the same time: the second began after the first had ended
//verify:says g.Go must start every piece before g.Wait
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
	var g errgroup.Group
	g.SetLimit(limit)
	for i, ticker := range tickers {
		g.Go(func() error {
			var err error
			summaries[i], err = download(ctx, ticker, fetch, summarize)
			return err
		})
		if err := g.Wait(); err != nil {
			return nil, err
		}
	}
	return summaries, nil
}
