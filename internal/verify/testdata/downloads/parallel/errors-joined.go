// It joins all errors, including those of the cancelled downloads.
//
//verify:fails first-error
//verify:says The first error was "downloads: NVDA: broken"
package downloads

import (
	"context"
	"errors"
	"sync"
)

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := check(tickers, limit); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	summaries, errs := make([]Summary, len(tickers)), make([]error, len(tickers))
	places := make(chan struct{}, min(limit, len(tickers)))
	var wg sync.WaitGroup
	for i, ticker := range tickers {
		places <- struct{}{}
		wg.Go(func() {
			defer func() { <-places }()
			summaries[i], errs[i] = download(ctx, ticker, fetch, summarize)
			if errs[i] != nil {
				cancel()
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return summaries, nil
}
