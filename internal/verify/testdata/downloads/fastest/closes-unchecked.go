// A history that makes no sense wins the race, because nobody looks at it.
//
//verify:fails failures
//verify:says checkCloses finds nonsense
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
	if first == nil {
		return nil, named(ticker, errors.Join(errs...))
	}
	return first, nil
}
