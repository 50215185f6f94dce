// It calls fetch without download, so no error names its ticker.
//
//verify:fails first-error
//verify:says It has to name the ticker, as download does
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
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(limit)
	for i, ticker := range tickers {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			closes, err := fetch(ctx, ticker)
			if err != nil {
				return err
			}
			if err := checkCloses(closes); err != nil {
				return err
			}
			summaries[i] = summarize(closes)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return summaries, nil
}
