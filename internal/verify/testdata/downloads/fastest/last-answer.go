// Every answer replaces the one before, so a loser that still answers wins.
//
//verify:fails fastest
//verify:says is not that of the fastest
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
	race, cancel := context.WithCancel(ctx)
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
	var closes []float64
	var errs []error
	for range mirrors {
		a := <-answers
		if a.err != nil {
			errs = append(errs, a.err)
			continue
		}
		closes = a.closes
		cancel()
	}
	if closes == nil {
		return nil, named(ticker, errors.Join(errs...))
	}
	return closes, nil
}
