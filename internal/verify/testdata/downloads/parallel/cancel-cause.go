// A worker pool; the first error is the cause with which the context is cancelled.
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
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	summaries := make([]Summary, len(tickers))
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range min(limit, len(tickers)) {
		wg.Go(func() {
			for i := range jobs {
				summary, err := download(ctx, tickers[i], fetch, summarize)
				if err != nil {
					cancel(err)
					continue
				}
				summaries[i] = summary
			}
		})
	}
	for i := range tickers {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return summaries, nil
}
