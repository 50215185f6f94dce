// The group's context comes from context.Background, so the caller's does not reach the downloads.
//
//verify:fails cancels
//verify:says The context had ended before your function was called, but 11 pieces began
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
	g, group := errgroup.WithContext(context.Background())
	g.SetLimit(limit)
	for i, ticker := range tickers {
		g.Go(func() (err error) {
			summaries[i], err = download(group, ticker, fetch, summarize)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return summaries, nil
}
