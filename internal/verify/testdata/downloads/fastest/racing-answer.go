// All goroutines look at the answer and write it, without a lock.
//
//verify:fails race
//verify:says Two goroutines use the same variable at the same time, and one of them writes to it at downloads/fastest.go:
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
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var first []float64
	errs := make([]error, len(mirrors))
	var wg sync.WaitGroup
	for i, fetch := range mirrors {
		wg.Go(func() {
			closes, err := fetch(ctx, ticker)
			if err == nil {
				err = checkCloses(closes)
			}
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
