// Nobody receives the errors before Wait, and the channel has room for one: the second waits for ever.
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
	errs := make(chan error, 1)
	var wg sync.WaitGroup
	for i, ticker := range tickers {
		places <- struct{}{}
		wg.Go(func() {
			defer func() { <-places }()
			var err error
			summaries[i], err = download(ctx, ticker, fetch, summarize)
			if err != nil {
				cancel()
				errs <- err
			}
		})
	}
	wg.Wait()
	select {
	case err := <-errs:
		return nil, err
	default:
		return summaries, nil
	}
}
