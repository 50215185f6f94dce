// Every download looks at the context first, but the fetch is given another, and is not ended midway.
//
//verify:fails cancels
//verify:says Do the downloads get a context that ends with it?
package downloads

import (
	"context"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := checkArguments(tickers, limit); err != nil {
		return nil, err
	}
	summaries := make([]Summary, len(tickers))
	g, group := errgroup.WithContext(context.Background())
	g.SetLimit(limit)
	for i, ticker := range tickers {
		g.Go(func() (err error) {
			if err := ctx.Err(); err != nil {
				return named(ticker, err)
			}
			summaries[i], err = download(group, ticker, fetch, summarize)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return summaries, nil
}
