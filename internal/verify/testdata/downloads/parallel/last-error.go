// Every error replaces the one before, so it returns the last.
//
//verify:fails first-error
//verify:says which came later. That says nothing of what went wrong
package downloads

import (
	"context"
	"sync"
)

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := check(tickers, limit); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	summaries := make([]Summary, len(tickers))
	places := make(chan struct{}, min(limit, len(tickers)))
	var mu sync.Mutex
	var failed error
	var wg sync.WaitGroup
	for i, ticker := range tickers {
		places <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		wg.Go(func() {
			defer func() { <-places }()
			summary, err := download(ctx, ticker, fetch, summarize)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = err
				cancel()
			}
			summaries[i] = summary
		})
	}
	wg.Wait()
	if failed == nil {
		failed = ctx.Err()
	}
	if failed != nil {
		return nil, failed
	}
	return summaries, nil
}
