// It does not check the arguments, so a call without mirrors is no error.
//
//verify:fails bad-input
//verify:says checkMirrors makes it
package downloads

import (
	"context"
	"errors"
	"sync"
)

func Fastest(ctx context.Context, ticker string, mirrors ...Fetch) ([]float64, error) {
	if err := ctx.Err(); err != nil {
		return nil, named(ticker, err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var mu sync.Mutex
	var first []float64
	errs := make([]error, len(mirrors))
	var wg sync.WaitGroup
	for i, fetch := range mirrors {
		wg.Go(func() {
			closes, err := fetch(ctx, ticker)
			if err == nil {
				err = checkCloses(closes)
			}
			mu.Lock()
			defer mu.Unlock()
			errs[i] = err
			if err == nil && first == nil {
				first = closes
				cancel()
			}
		})
	}
	wg.Wait()
	if first == nil {
		return nil, named(ticker, errors.Join(errs...))
	}
	return first, nil
}
