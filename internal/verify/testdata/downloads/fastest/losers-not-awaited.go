// The losers are cancelled, but nobody waits for their end.
//
//verify:fails losers
//verify:says the others needed 100ms to stop, and Fastest returned after 1s. Wait for them
package downloads

import (
	"context"
	"errors"
)

type answer struct {
	closes []float64
	err    error
}

func Fastest(ctx context.Context, ticker string, mirrors ...Fetch) ([]float64, error) {
	if err := checkMirrors(ctx, ticker, mirrors); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make(chan answer, len(mirrors))
	for _, fetch := range mirrors {
		go func() {
			closes, err := fetch(ctx, ticker)
			if err == nil {
				err = checkCloses(closes)
			}
			answers <- answer{closes, err}
		}()
	}
	var errs []error
	for range mirrors {
		a := <-answers
		if a.err == nil {
			return a.closes, nil
		}
		errs = append(errs, a.err)
	}
	return nil, named(ticker, errors.Join(errs...))
}
