// The downloads get the caller's context, which does not end when one of them fails.
//
//verify:fails first-error
//verify:says errgroup.WithContext makes a context that ends at the first error. The downloads need that one
package downloads

import (
	"context"

	"golang.org/x/sync/errgroup"
)

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := check(tickers, limit); err != nil {
		return nil, err
	}
	summaries := make([]Summary, len(tickers))
	g, _ := errgroup.WithContext(ctx)
	g.SetLimit(limit)
	for i, ticker := range tickers {
		g.Go(func() error {
			var err error
			summaries[i], err = download(ctx, ticker, fetch, summarize)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return summaries, nil
}
