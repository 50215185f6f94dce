// The driver returns at the first error, and leaves the other downloads behind.
//
//verify:fails first-error
//verify:says while a download was still under way: wait for it
package downloads

import "context"

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := check(tickers, limit); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	summaries := make([]Summary, len(tickers))
	places := make(chan struct{}, min(limit, len(tickers)))
	results := make(chan error, len(tickers))
	go func() {
		for i, ticker := range tickers {
			places <- struct{}{}
			go func() {
				defer func() { <-places }()
				var err error
				summaries[i], err = download(ctx, ticker, fetch, summarize)
				results <- err
			}()
		}
	}()
	for range tickers {
		if err := <-results; err != nil {
			return nil, err
		}
	}
	return summaries, nil
}
