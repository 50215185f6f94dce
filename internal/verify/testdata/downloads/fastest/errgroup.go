// An errgroup ends the race at the first error, of whichever mirror.
//
//verify:fails failures
//verify:says A failure loses the race; it does not end it
package downloads

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

func Fastest(ctx context.Context, ticker string, mirrors ...Fetch) ([]float64, error) {
	if err := checkMirrors(ctx, ticker, mirrors); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var mu sync.Mutex
	var first []float64
	g, ctx := errgroup.WithContext(ctx)
	for _, fetch := range mirrors {
		g.Go(func() error {
			closes, err := fetch(ctx, ticker)
			if err == nil {
				err = checkCloses(closes)
			}
			mu.Lock()
			defer mu.Unlock()
			if err == nil && first == nil {
				first = closes
				cancel()
			}
			return err
		})
	}
	err := g.Wait()
	if first != nil {
		return first, nil
	}
	return nil, named(ticker, err)
}
