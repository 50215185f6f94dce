// When all mirrors have failed, the error does not name the ticker.
//
//verify:fails failures
//verify:says it has to be an Error that names the ticker
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
	var once sync.Once
	var first []float64
	errs := make([]error, len(mirrors))
	var wg sync.WaitGroup
	for i, fetch := range mirrors {
		wg.Go(func() {
			closes, err := fetch(ctx, ticker)
			if err == nil {
				err = checkCloses(closes)
			}
			if err != nil {
				errs[i] = err
				return
			}
			once.Do(func() { first = closes; cancel() })
		})
	}
	wg.Wait()
	if first == nil {
		return nil, errors.Join(errs...)
	}
	return first, nil
}
