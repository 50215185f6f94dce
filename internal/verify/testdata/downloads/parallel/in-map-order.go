// The summaries come out of a map, in any order.
//
//verify:fails order
//verify:says Let every piece write to an element of its own, answers[i]
package downloads

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := check(tickers, limit); err != nil {
		return nil, err
	}
	var mu sync.Mutex
	byTicker := map[string]Summary{}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(limit)
	for _, ticker := range tickers {
		g.Go(func() error {
			summary, err := download(ctx, ticker, fetch, summarize)
			mu.Lock()
			defer mu.Unlock()
			byTicker[ticker] = summary
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	var summaries []Summary
	for _, summary := range byTicker {
		summaries = append(summaries, summary)
	}
	return summaries, nil
}
