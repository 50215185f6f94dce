// A download that fails is left out, and nobody hears of it.
//
//verify:fails first-error
//verify:says A download failed, and your function returned no error. Its caller takes half an answer for a whole one
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
	var g errgroup.Group
	g.SetLimit(limit)
	for i, ticker := range tickers {
		g.Go(func() error {
			summary, err := download(ctx, ticker, fetch, summarize)
			if err == nil {
				summaries[i] = summary
			}
			return nil
		})
	}
	g.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return summaries, nil
}
