// A download that fails returns before it gives its place back, so the loop waits for ever.
//
//verify:fails first-error
//verify:says downloads.Parallel waits for something that never comes at downloads/parallel.go:
package downloads

import (
	"context"
	"sync"
)

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := checkArguments(tickers, limit); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	summaries := make([]Summary, len(tickers))
	places := make(chan struct{}, min(limit, len(tickers)))
	var once sync.Once
	var first error
	var wg sync.WaitGroup
	for i, ticker := range tickers {
		places <- struct{}{}
		wg.Go(func() {
			summary, err := download(ctx, ticker, fetch, summarize)
			if err != nil {
				once.Do(func() {
					first = err
					cancel()
				})
				return
			}
			summaries[i] = summary
			<-places
		})
	}
	wg.Wait()
	if first != nil {
		return nil, first
	}
	return summaries, nil
}
