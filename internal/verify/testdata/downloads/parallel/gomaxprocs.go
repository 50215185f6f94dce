// As many downloads as there are cores, instead of as many as the limit allows.
//
//verify:fails overlap
//verify:says 4 of 7 pieces ran at the same time
//verify:says the limit is 7
package downloads

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := check(tickers, limit); err != nil {
		return nil, err
	}
	summaries := make([]Summary, len(tickers))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, ticker := range tickers {
		g.Go(func() (err error) {
			summaries[i], err = download(ctx, ticker, fetch, summarize)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return summaries, nil
}
