// The first error is kept, but the workers take further tickers, and the others go on.
//
//verify:fails first-error
//verify:says A download failed after 300 ms, and 0 of the 4 others were cancelled
package downloads

import (
	"context"
	"sync"
)

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := checkArguments(tickers, limit); err != nil {
		return nil, err
	}
	summaries := make([]Summary, len(tickers))
	jobs := make(chan int)
	var once sync.Once
	var first error
	var wg sync.WaitGroup
	for range min(limit, len(tickers)) {
		wg.Go(func() {
			for i := range jobs {
				var err error
				summaries[i], err = download(ctx, tickers[i], fetch, summarize)
				if err != nil {
					once.Do(func() { first = err })
				}
			}
		})
	}
	for i := range tickers {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	if first != nil {
		return nil, first
	}
	return summaries, nil
}
