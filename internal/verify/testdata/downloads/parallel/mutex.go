// A mutex is held for as long as a download takes.
//
//verify:fails overlap
//verify:says 1 of 7 pieces ran at the same time: the others wait in sync.Mutex.Lock at downloads/parallel.go:
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
	summaries := make([]Summary, len(tickers))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(limit)
	for i, ticker := range tickers {
		g.Go(func() (err error) {
			mu.Lock()
			defer mu.Unlock()
			summaries[i], err = download(ctx, ticker, fetch, summarize)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return summaries, nil
}
