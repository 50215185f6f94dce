// As many workers as the limit allows, which take the next number from an atomic counter.
//
//verify:passes
package downloads

import (
	"context"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := check(tickers, limit); err != nil {
		return nil, err
	}
	summaries := make([]Summary, len(tickers))
	var next atomic.Int64
	g, ctx := errgroup.WithContext(ctx)
	for range min(limit, len(tickers)) {
		g.Go(func() (err error) {
			for {
				i := int(next.Add(1) - 1)
				if i >= len(tickers) {
					return nil
				}
				if summaries[i], err = download(ctx, tickers[i], fetch, summarize); err != nil {
					return err
				}
			}
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return summaries, nil
}
