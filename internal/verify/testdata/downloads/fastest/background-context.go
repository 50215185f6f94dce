// The mirrors' context comes from context.Background, so the caller's does not reach them.
//
//verify:fails cancels
//verify:says The mirrors' context has to come from the caller's: context.WithCancel(ctx)
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
	race, cancel := context.WithCancel(context.Background())
	defer cancel()
	answers := make(chan answer)
	for _, fetch := range mirrors {
		go func() {
			closes, err := fetch(race, ticker)
			if err == nil {
				err = checkCloses(closes)
			}
			answers <- answer{closes, err}
		}()
	}
	var first []float64
	var errs []error
	for range mirrors {
		a := <-answers
		switch {
		case a.err != nil:
			errs = append(errs, a.err)
		case first == nil:
			first = a.closes
			cancel()
		}
	}
	if ctx.Err() != nil {
		return nil, named(ticker, ctx.Err())
	}
	if first == nil {
		return nil, named(ticker, errors.Join(errs...))
	}
	return first, nil
}
