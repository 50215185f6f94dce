// It asks all mirrors at once, and waits for all, without a cancel.
//
//verify:fails fastest
//verify:says and cancel the others when the first has answered
package downloads

import (
	"context"
	"errors"
	"sync"
)

func Fastest(ctx context.Context, ticker string, mirrors ...Fetch) ([]float64, error) {
	if err := checkMirrors(ctx, ticker, mirrors); err != nil {
		return nil, err
	}
	var mu sync.Mutex
	var first []float64
	var errs []error
	var wg sync.WaitGroup
	for _, fetch := range mirrors {
		wg.Go(func() {
			closes, err := fetch(ctx, ticker)
			if err == nil {
				err = checkCloses(closes)
			}
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				errs = append(errs, err)
			} else if first == nil {
				first = closes
			}
		})
	}
	wg.Wait()
	if first == nil {
		return nil, named(ticker, errors.Join(errs...))
	}
	return first, nil
}
