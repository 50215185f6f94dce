// The first answer is returned, and the other mirrors go on downloading.
//
//verify:fails losers
//verify:says go on downloading for nothing
//verify:says Give the mirrors a context of their own, and end it
package downloads

import (
	"context"
	"errors"
)

func Fastest(ctx context.Context, ticker string, mirrors ...Fetch) ([]float64, error) {
	if err := checkMirrors(ctx, ticker, mirrors); err != nil {
		return nil, err
	}
	answers, failures := make(chan []float64, len(mirrors)), make(chan error, len(mirrors))
	for _, fetch := range mirrors {
		go func() {
			closes, err := fetch(ctx, ticker)
			if err == nil {
				err = checkCloses(closes)
			}
			if err != nil {
				failures <- err
				return
			}
			answers <- closes
		}()
	}
	var errs []error
	for len(errs) < len(mirrors) {
		select {
		case closes := <-answers:
			return closes, nil
		case err := <-failures:
			errs = append(errs, err)
		}
	}
	return nil, named(ticker, errors.Join(errs...))
}
