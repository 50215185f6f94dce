// A channel of limit places, a WaitGroup, and a context that the first error cancels.
//
//verify:passes
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
	var once sync.Once
	var first error
	summaries := make([]Summary, len(tickers))
	places := make(chan struct{}, min(limit, len(tickers)))
	var wg sync.WaitGroup
	for i, ticker := range tickers {
		places <- struct{}{}
		wg.Go(func() {
			defer func() { <-places }()
			var err error
			summaries[i], err = download(ctx, ticker, fetch, summarize)
			if err != nil {
				once.Do(func() { first = err; cancel() })
			}
		})
	}
	wg.Wait()
	if first != nil {
		return nil, first
	}
	return summaries, nil
}
