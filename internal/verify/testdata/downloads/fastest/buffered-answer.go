// The winner is the first to find room in a channel for one answer.
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
	answer := make(chan []float64, 1)
	errs := make([]error, len(mirrors))
	var wg sync.WaitGroup
	for i, fetch := range mirrors {
		wg.Go(func() {
			closes, err := fetch(race, ticker)
			if err == nil {
				err = checkCloses(closes)
			}
			if errs[i] = err; err != nil {
				return
			}
			select {
			case answer <- closes:
				cancel()
			default:
			}
		})
	}
	wg.Wait()
	close(answer)
	if closes, ok := <-answer; ok {
		return closes, nil
	}
	if ctx.Err() != nil {
		return nil, named(ticker, ctx.Err())
	}
	return nil, named(ticker, errors.Join(errs...))
}
