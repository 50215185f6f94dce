// The error of the first ticker that has one is returned, and not the one that was there first.
//
//verify:fails first-error
//verify:says The first error was "downloads: NVDA: broken", and the driver returned "downloads: AAPL: context canceled", which came later
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
	summaries, errs := make([]Summary, len(tickers)), make([]error, len(tickers))
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range min(limit, len(tickers)) {
		wg.Go(func() {
			for i := range jobs {
				summaries[i], errs[i] = download(ctx, tickers[i], fetch, summarize)
				if errs[i] != nil {
					cancel()
				}
			}
		})
	}
	for i := range tickers {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return summaries, nil
}
