// The channel is closed after the first answer, and the losers send on it.
//
//verify:fails fastest
//verify:says downloads.Fastest panics at downloads/fastest.go:
//verify:says send on closed channel
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
	defer close(answers)
	for _, fetch := range mirrors {
		go func() {
			closes, err := fetch(race, ticker)
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
