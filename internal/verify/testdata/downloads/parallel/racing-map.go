// All goroutines write to one map, without a lock.
//
//verify:fails race
//verify:says Two goroutines use the same variable at the same time, and one of them writes to it at downloads/parallel.go:
package downloads

import (
	"context"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := checkArguments(tickers, limit); err != nil {
		return nil, err
	}
	byTicker := map[string]Summary{}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(limit)
	for _, ticker := range tickers {
		g.Go(func() error {
			summary, err := download(ctx, ticker, fetch, summarize)
			if err != nil {
				return err
			}
			byTicker[ticker] = summary
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	summaries := make([]Summary, len(tickers))
	for i, ticker := range tickers {
		summaries[i] = byTicker[ticker]
	}
	return summaries, nil
}
